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
  /** A server stands still for longer than its leases run: a garbage collection, a SIGSTOP, a machine that is moved. */
  paused_before_send: 0.02,
  paused_anywhere: 0.0001,
  /** The connection on which a server listens is lost for a while, and with it what was told meanwhile. */
  listen_lost: 0.5,
  /** Nothing reaches Stripe for so long that servers stop asking. */
  stripe_outage: 0.35,
  /** In the evening no webhook comes at all. */
  webhooks_end: 0.35,
  /** The till's request never reaches us; the till's answer never reaches it. */
  till_lost_request: 0.04,
  till_lost_answer: 0.06,
  /** The cashier presses twice. */
  till_asks_twice: 0.11,
  /** The cashier tries what was not offered. */
  till_mischief: 0.07,
  webhook_dropped: 0.15,
  webhook_doubled: 0.15,
  webhook_delayed: 0.15,
  webhook_reordered: 0.2,
  webhook_missigned: 0.03,
  customer_declined: 0.17,
  customer_cancels: 0.08,
  customer_walks_away: 0.08,
  customer_pays_late: 0.2,
  /** In the very moment in which our cancel reaches Stripe. */
  customer_pays_at_cancel: 0.5,
  /** The cashier does something else before going on after an attempt that failed. */
  till_dawdles: 0.4,
  reader_trouble: 0.9,
} as const;
export type Fault = keyof typeof FAULTS;

/** How likely a cashier makes use of what is rarely needed, where that may be done. */
export const MOVES = {
  edits_a_total: 0.03,
  edits_an_amount: 0.12,
  voids_while_under_way: 0.02,
  captures_in_part: 0.12,
  captures_with_a_tip: 0.12,
  completes_without_captures: 0.12,
  /** At a page of the till's own (handover CLIENT). */
  confirms_at_the_till: 0.15,
} as const;
export type Move = keyof typeof MOVES;

/** Decides which fault strikes, and counts those that did. */
export class FaultBook {
  readonly fired = new Map<string, number>();
  readonly moved = new Map<string, number>();
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
    const isStruck = this.decides(fault, about);
    if (isStruck) this.count(fault);
    return isStruck;
  }

  /** The same for a fault that only counts once it was seen to have done something. */
  decides(fault: Fault, about: string): boolean {
    return this.#isOn && this.#falls(fault, { about, share: FAULTS[fault] });
  }

  /** Whether the cashier does so, while the day's faults go on. */
  moves(move: Move, about: string): boolean {
    if (!this.#isOn || !this.#falls(move, { about, share: MOVES[move] })) return false;
    this.moved.set(move, (this.moved.get(move) ?? 0) + 1);
    return true;
  }

  #falls(kind: string, { about, share }: { about: string; share: number }): boolean {
    const occasion = `${kind} ${about}`;
    const times = (this.#occasions.get(occasion) ?? 0) + 1;
    this.#occasions.set(occasion, times);
    return this.#chance.share(kind, about, times) < share;
  }

  /** For what is seen to have happened rather than decided here. */
  count(kind: string): void {
    this.fired.set(kind, (this.fired.get(kind) ?? 0) + 1);
  }
}
