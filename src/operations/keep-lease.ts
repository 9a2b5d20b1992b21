import { type Lease, renewLease } from "../db/operations.js";
import type { OperationDeps } from "./deps.js";

/** A third of the lease, so that one lost renewal does not lose it. */
const RENEW_EVERY_MS = 2_500;

/** Renews a lease until the answered function is called, or until it was lost to another instance. */
export function keepLease(deps: OperationDeps, lease: Lease): () => void {
  const stop = new AbortController();
  void deps.background.run("keep a lease", async () => {
    for (;;) {
      await deps.clock.sleep(RENEW_EVERY_MS, stop.signal);
      if (stop.signal.aborted || !(await renewLease(deps.db, lease))) return;
    }
  });
  return () => stop.abort();
}
