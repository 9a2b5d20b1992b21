import { type Lease, renewLease } from "../db/operations.js";
import type { OperationDeps } from "./deps.js";

/** A third of the lease, so that one lost renewal does not lose it. */
const RENEW_EVERY_MS = 2_500;
/** Soon, since the lease runs on; not at once, since a database that restarts or moves takes a while. */
const RENEW_AGAIN_AFTER_MS = 500;

/** Renews a lease until the answered function is called, or until it was lost to another holder. */
export function keepLease(deps: OperationDeps, lease: Lease): () => void {
  const stop = new AbortController();
  void deps.background.run("keep a lease", async () => {
    let waitMs = RENEW_EVERY_MS;
    for (;;) {
      await deps.clock.sleep(waitMs, stop.signal);
      if (stop.signal.aborted) return;
      const renewed = await tryToRenew(deps, lease);
      if (renewed === "lost") return;
      waitMs = renewed === "failed" ? RENEW_AGAIN_AFTER_MS : RENEW_EVERY_MS;
    }
  });
  return () => stop.abort();
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
