import type { Chance } from "./chance.js";
import type { FaultBook } from "./fault-book.js";
import type { StripeHost } from "./stripe-host.js";
import type { World } from "./world.js";

/** What befalls a reader, by the sandbox's own words, and what ends it. */
const TROUBLES = {
  offline: { begin: { network: "offline" }, end: { network: "online" } },
  lost: { begin: { network: "lost" }, end: { network: "online" } },
  deaf: { begin: { network: "deaf" }, end: { network: "online" } },
  busy: { begin: { busy: true }, end: { busy: false } },
  updating: { begin: { updating: true }, end: { updating: false } },
  timeouts: { begin: { timeouts: 1 }, end: { timeouts: 0 } },
  slow: { begin: { slow_ms: 3_000 }, end: { slow_ms: 0 } },
  slow_card: { begin: { authorize_ms: 2_500 }, end: { authorize_ms: 0 } },
  hardware_fault: { begin: { hardware_fault: true }, end: { hardware_fault: false } },
  connection_error_before: { begin: { connection_error: "before" }, end: { connection_error: null } },
  connection_error_after: { begin: { connection_error: "after" }, end: { connection_error: null } },
  dies_before_charge: { begin: { loses_network: "before_charge" }, end: { loses_network: null, network: "online" } },
  dies_after_charge: { begin: { loses_network: "after_charge" }, end: { loses_network: null, network: "online" } },
  authorizes_later: { begin: { loses_network: "authorizes_later" }, end: { loses_network: null, network: "online" } },
} as const;
type Trouble = keyof typeof TROUBLES;

/** As they are counted. */
export const READER_TROUBLE_KINDS = Object.keys(TROUBLES).map((trouble) => `reader_${trouble}`);

const BETWEEN_MS = [2_000, 8_000] as const;
const LASTS_MS = [3_000, 12_000] as const;

interface Deps {
  world: World;
  chance: Chance;
  faults: FaultBook;
  stripe: StripeHost;
}

/** Lets one trouble after the other befall a reader until the faults of the day are over. */
export async function troubleReader(readerId: string, { world, chance, faults, stripe }: Deps): Promise<void> {
  for (let times = 1; faults.isOn; times += 1) {
    const about = `${readerId} ${times}`;
    await world.sleep(readerId, chance.within(BETWEEN_MS, about, "between"));
    if (!faults.decides("reader_trouble", about)) continue;
    const trouble = chance.pick(Object.keys(TROUBLES) as Trouble[], about, "trouble");
    const sinceMs = world.nowMs;
    await stripe.ask(`/_sandbox/readers/${readerId}`, { json: TROUBLES[trouble].begin });
    await world.sleep(readerId, chance.within(LASTS_MS, about, "lasts"));
    await stripe.ask(`/_sandbox/readers/${readerId}`, { json: TROUBLES[trouble].end });
    // A trouble that nobody met was none.
    if (stripe.wasUsedSince(readerId, sinceMs)) faults.count(`reader_${trouble}`);
  }
}
