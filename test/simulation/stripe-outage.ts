import type { Chance } from "./chance.js";
import { codeOf } from "./till.js";
import type { Told } from "./day-record.js";
import type { FaultBook } from "./fault-book.js";
import type { World } from "./world.js";

const BEGINS_MS = [8_000, 30_000] as const;
const LASTS_MS = [4_000, 7_000] as const;

interface OutageDeps {
  world: World;
  chance: Chance;
  faults: FaultBook;
  told: readonly Told[];
}

/** A time of the day in which no server reaches Stripe. */
export class StripeOutage {
  readonly #deps: OutageDeps;
  #isOn = false;

  constructor(deps: OutageDeps) {
    this.#deps = deps;
  }

  /** Whether a request that is sent now gets nowhere. */
  keepsAway(): boolean {
    return this.#isOn;
  }

  /** One that shut no server's circuit breaker, as a till was told by its answer, was none. */
  async perhapsHappen(): Promise<void> {
    const { world, chance, faults, told } = this.#deps;
    await world.sleep("outage", chance.within(BEGINS_MS, "outage", "begins"));
    if (!faults.decides("stripe_outage", "the day")) return;
    this.#isOn = true;
    const before = told.length;
    await world.sleep("outage", chance.within(LASTS_MS, "outage", "lasts"));
    this.#isOn = false;
    if (told.slice(before).some(({ answer }) => codeOf(answer) === "STRIPE_UNAVAILABLE")) faults.count("stripe_outage");
  }
}
