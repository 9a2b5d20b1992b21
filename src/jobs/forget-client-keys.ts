import { deleteClientKeys } from "../db/client-keys.js";
import type { Job } from "./job.js";

/** What clients are promised; after it, the same key is a new request. */
const KEPT_MS = 7 * 24 * 3_600_000;
const EVERY_MS = 3_600_000;
const BATCH = 5_000;

/** Forgets idempotency keys of clients once they are older than was promised to keep them. */
export const forgetClientKeys: Job = {
  name: "forget-client-keys",
  everyMs: EVERY_MS,
  async runOnce(deps, round) {
    const takenBefore = new Date(deps.clock.now().getTime() - KEPT_MS);
    let forgotten = 0;
    for (;;) {
      const count = await deleteClientKeys(deps.db, { takenBefore, limit: BATCH });
      forgotten += count;
      if (count < BATCH || round?.signal.aborted === true) return forgotten;
    }
  },
};
