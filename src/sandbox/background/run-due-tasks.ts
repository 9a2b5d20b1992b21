import type { Work } from "../api/work.js";
import type { Engine } from "../engine.js";
import type { TaskKind } from "../entities/bookkeeping.js";
import { expireAuthorization } from "../payments/expire-authorization.js";
import { expireRedirect } from "../payments/expire-redirect.js";
import { settleCharge } from "../payments/settle-charge.js";
import { settleRedirect } from "../payments/settle-redirect.js";
import { settleRefund } from "../payments/settle-refund.js";
import { settleAuthorization } from "../terminal/authorize-card.js";
import { expireCollectedCard } from "../terminal/collected-card.js";

const ACTIONS: Readonly<Record<TaskKind, (work: Work, subject: string) => void>> = {
  authorize_card: settleAuthorization,
  drop_card: expireCollectedCard,
  expire_authorization: expireAuthorization,
  expire_redirect: expireRedirect,
  settle_charge: settleCharge,
  settle_redirect: settleRedirect,
  settle_refund: settleRefund,
};

/**
 * Does what Stripe would have done by now, oldest first, each as a commit of its own and dated when it was due: it makes
 * no difference whether a timer or the next request came first.
 */
export function runDueTasks(engine: Engine): void {
  for (let task = engine.dueTasks.next(); task && task.dueAtMs <= engine.clock.now(); task = engine.dueTasks.next()) {
    const { id, account, dueAtMs, kind, subject } = task;
    const action = (work: Work): void => {
      work.remove("tasks", id);
      ACTIONS[kind](work, subject);
    };
    engine.perform(account, action, dueAtMs);
  }
}
