import { LEASE_MS, type Lease, renewLease } from "../db/operations.js";
import type { OperationDeps } from "./deps.js";

/** A third of the lease, so that one lost renewal does not lose it. */
const RENEW_EVERY_MS = 2_500;
/** Soon, since the lease runs on; not at once, since a database that restarts or moves takes a while. */
const RENEW_AGAIN_AFTER_MS = 500;

/** In this time a request is with Stripe, so that whoever takes the operation up afterwards finds what it did. */
const ON_ITS_WAY_MS = 2_000;

export interface KeptLease {
  /** Notes that a statement lengthened it which was begun at that time. */
  noteLengthened(begunAt: Date): void;
  /**
   * Whether what is sent now reaches Stripe before anyone else may take the operation up. By the clock, since a process
   * that stood still finds its timers late and its lease gone.
   */
  hasTimeLeft(): boolean;
  /** Renews it no more. */
  letGo(): void;
}

/** Renews a lease until it is let go, or until it was lost to another holder. */
export function keepLease(deps: OperationDeps, lease: Lease): KeptLease {
  const stop = new AbortController();
  let lengthenedMs: number | null = null;
  const noteLengthened = (begunAt: Date) => {
    lengthenedMs = begunAt.getTime();
  };
  void deps.background.run("keep a lease", async () => {
    let waitMs = RENEW_EVERY_MS;
    for (;;) {
      await deps.clock.sleep(waitMs, stop.signal);
      if (stop.signal.aborted) return;
      const begunAt = deps.clock.now();
      const renewed = await tryToRenew(deps, lease);
      if (renewed === "lost") return;
      if (renewed === "renewed") noteLengthened(begunAt);
      waitMs = renewed === "failed" ? RENEW_AGAIN_AFTER_MS : RENEW_EVERY_MS;
    }
  });
  return {
    noteLengthened,
    hasTimeLeft() {
      if (lengthenedMs === null) return false;
      const passedMs = deps.clock.now().getTime() - lengthenedMs;
      // A clock that was set back says nothing of how long the lease still runs.
      return passedMs >= 0 && passedMs < LEASE_MS - ON_ITS_WAY_MS;
    },
    letGo: () => stop.abort(),
  };
}

/** A database that can't be reached says nothing of who holds the lease, so the renewal is tried again. */
async function tryToRenew(deps: OperationDeps, lease: Lease): Promise<"renewed" | "lost" | "failed"> {
  try {
    return (await renewLease(deps.db, lease)) ? "renewed" : "lost";
  } catch (error) {
    deps.logger.warn({ err: error, operationId: lease.id }, "a lease could not be renewed");
    return "failed";
  }
}
