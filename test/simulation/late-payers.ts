import type { Chance } from "./chance.js";
import type { FaultBook } from "./fault-book.js";
import type { StripeHost } from "./stripe-host.js";
import type { World } from "./world.js";

/** About when cashiers lose patience and deadlines end. */
const LATE_MS = [12_000, 45_000] as const;
/** The cashier reaches for the till, and only now the customer finds the card. */
const STIRRED_MS = [0, 400] as const;

interface Deps {
  world: World;
  chance: Chance;
  faults: FaultBook;
  stripe: StripeHost;
}

/** Customers who pay late: when they have waited long enough, or when they see that the cashier gives them up. */
export class LatePayers {
  readonly #deps: Deps;
  readonly #stir = new Map<string, AbortController>();
  /** At which step the cashier began to give the payment of an intent up. */
  readonly #givenUpAtStep = new Map<string, number>();
  readonly #late = new Set<string>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async wait(intentId: string, about: string): Promise<void> {
    const { world, chance } = this.#deps;
    const stir = new AbortController();
    this.#stir.set(intentId, stir);
    this.#late.add(intentId);
    await world.sleep("customers", chance.within(LATE_MS, about), stir.signal);
    if (stir.signal.aborted) await world.sleep("customers", chance.within(STIRRED_MS, about, "stirred"));
  }

  giveUp(intentId: string): void {
    this.#givenUpAtStep.set(intentId, this.#deps.world.step);
    this.#stir.get(intentId)?.abort();
  }

  /** Counts those whose money came when they were given up already. */
  count(): void {
    for (const intentId of this.#late) {
      const givenUpAtStep = this.#givenUpAtStep.get(intentId) ?? Number.POSITIVE_INFINITY;
      const first = this.#deps.stripe.changes.find(
        (change) => change.intentId === intentId && ["requires_capture", "succeeded"].includes(change.status),
      );
      if (first !== undefined && first.step > givenUpAtStep) this.#deps.faults.count("customer_pays_late");
    }
  }
}
