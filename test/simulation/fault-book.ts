import type { Chance } from "./chance.js";

/** How likely each fault is, at each occasion it has. */
export const FAULTS = {
  /** The request never reaches Stripe. */
  lost_request: 0.02,
  /** Stripe did it, and the answer never reaches us. */
  lost_answer: 0.02,
  /** The connection breaks, and the request reaches Stripe seconds later all the same. */
  late_effect: 0.02,
  /** The same with a reader's command, whose reader may have another customer by then. */
  late_command: 0.06,
  /** Later than a server waits for it: what the payment may still take has to stay reserved. */
  very_late_command: 0.08,
  /** The answer takes up to 25 s. */
  slow_answer: 0.015,
  /** Stripe did it, and keeps the connection open without a word. */
  silence: 0.01,
  crash_before_send: 0.02,
  crash_in_flight: 0.02,
  crash_after_answer: 0.02,
  crash_before_commit: 0.002,
  /** The till's request never reaches us; the till's answer never reaches it. */
  till_lost_request: 0.03,
  till_lost_answer: 0.04,
  /** The cashier presses twice. */
  till_asks_twice: 0.08,
  /** The cashier tries what was not offered. */
  till_mischief: 0.06,
  webhook_dropped: 0.12,
  webhook_doubled: 0.12,
  webhook_delayed: 0.12,
  webhook_reordered: 0.12,
  webhook_missigned: 0.03,
  customer_declined: 0.14,
  customer_cancels: 0.08,
  customer_walks_away: 0.08,
  customer_pays_late: 0.1,
  /** In the very moment in which our cancel reaches Stripe. */
  customer_pays_at_cancel: 0.5,
  /** The cashier does something else before going on after an attempt that failed. */
  till_dawdles: 0.4,
  reader_trouble: 0.6,
} as const;
export type Fault = keyof typeof FAULTS;

/** Decides which fault strikes, and counts those that did. */
export class FaultBook {
  readonly fired = new Map<string, number>();
  readonly #chance: Chance;
  readonly #occasions = new Map<string, number>();
  #isOn = false;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  begin(): void {
    this.#isOn = true;
  }

  /** From here on everything works: what is left is to find the truth. */
  end(): void {
    this.#isOn = false;
  }

  /** Whether the fault strikes, by what it is about and how often that was asked before. */
  strikes(fault: Fault, about: string): boolean {
    if (!this.#isOn) return false;
    const occasion = `${fault} ${about}`;
    const times = (this.#occasions.get(occasion) ?? 0) + 1;
    this.#occasions.set(occasion, times);
    if (this.#chance.share(fault, about, times) >= FAULTS[fault]) return false;
    this.count(fault);
    return true;
  }

  /** For what is seen to have happened rather than decided here. */
  count(kind: string): void {
    this.fired.set(kind, (this.fired.get(kind) ?? 0) + 1);
  }
}
