import { claimOperations } from "../db/operations.js";
import { newLeaseHolder } from "../operations/new-lease-holder.js";
import { recoverOperation } from "../operations/recover-operation.js";
import type { Job } from "./job.js";
import { runAll } from "./run-all.js";

/** Few at a time, since each may wait for Stripe. */
const BATCH = 10;

/** Takes up operations whose holder is gone or that were put off, and goes on with them. */
export const recoverOperations: Job = {
  name: "recover-operations",
  everyMs: 1_000,
  async runOnce(deps, round) {
    const operations = await claimOperations(deps.db, { holder: newLeaseHolder(deps), limit: BATCH });
    return runAll(deps, operations, {
      name: "recover an operation",
      waitMs: round?.waitMs,
      work: (operation) => recoverOperation(deps, operation),
    });
  },
};
