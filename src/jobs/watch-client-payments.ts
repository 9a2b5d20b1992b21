import { listClientPaymentsToLookAt } from "../db/payments.js";
import { refreshPayment } from "../operations/refresh-payment.js";
import type { Job } from "./job.js";
import { runAll } from "./run-all.js";

const EVERY_MS = 5_000;
const BATCH = 50;

/**
 * Looks at payments that a till confirms itself, since no action of ours tells when: a webhook does, and this stands
 * behind it. The older one is, the less likely its till still works on it, and the rarer it is looked at: every five
 * seconds for two minutes, then never later than a twelfth of its age.
 */
export const watchClientPayments: Job = {
  name: "watch-client-payments",
  everyMs: EVERY_MS,
  async runOnce(deps, waitMs) {
    const payments = await listClientPaymentsToLookAt(deps.db, {
      accountId: deps.account.id,
      now: deps.clock.now(),
      everyMs: EVERY_MS,
      limit: BATCH,
    });
    return runAll(deps, payments, {
      name: "look at a till's own payment",
      waitMs,
      work: async ({ id }) => {
        await refreshPayment(deps, id, { actor: "job:watch-client-payments" });
      },
    });
  },
};
