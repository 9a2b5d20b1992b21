import { claimUnattendedPayments } from "../db/payments.js";
import { refreshPayment } from "../operations/refresh-payment.js";
import type { Job } from "./job.js";
import { runAll } from "./run-all.js";

const LOOK_EVERY_MS = 5_000;
const BATCH = 50;

/**
 * Looks at payments that may take money although no action of ours is live: those that a till confirms itself, and those
 * whose hand-over did not end definitely. A webhook tells of it, and this stands behind it. The longer nothing happened
 * to one, the rarer it is looked at: every five seconds for two minutes, then never later than a twelfth of that time.
 */
export const watchUnattendedPayments: Job = {
  name: "watch-unattended-payments",
  everyMs: 1_000,
  async runOnce(deps, round) {
    const payments = await claimUnattendedPayments(deps.db, {
      accountId: deps.account.id,
      now: deps.clock.now(),
      everyMs: LOOK_EVERY_MS,
      limit: BATCH,
    });
    return runAll(deps, payments, {
      name: "look at an unattended payment",
      waitMs: round?.waitMs,
      work: async ({ id }) => {
        await refreshPayment(deps, id, { actor: "job:watch-unattended-payments" });
      },
    });
  },
};
