import { putOff } from "../db/operations.js";
import type { Operation } from "../domain/operation.js";
import { backOffMs } from "../domain/recovery-plan.js";
import type { OperationDeps } from "./deps.js";
import type { Performed } from "./evidence.js";
import { keepLease } from "./keep-lease.js";
import { recordOutcome } from "./record-outcome.js";
import { sendOperation } from "./send-operation.js";
import { tellUnanswered } from "./tell-unanswered.js";

/** Tries in a row before recovery takes over; with the waits between them they fit into the time a till waits. */
const TRIES_AT_ONCE = 3;

/**
 * Carries out an operation that is written down and leased to us: sends it, again under the same key where no answer
 * came, and records what was learnt. Undefined where it is not over: put off, or taken over by another instance.
 */
export async function perform(deps: OperationDeps, operation: Operation): Promise<Performed | undefined> {
  const lease = keepLease(deps, operation);
  try {
    for (let tries = 1; ; tries += 1) {
      const attempts = operation.attempts + tries - 1;
      const evidence = await sendOperation(deps, { ...operation, attempts }, lease);
      if (evidence === "lost") return undefined;
      if (evidence !== "unanswered" && evidence !== "unsent") return await recordOutcome(deps, operation, evidence);
      if (evidence === "unsent" || tries >= TRIES_AT_ONCE) {
        if (evidence === "unanswered") await tellUnanswered(deps, operation);
        await putOff(deps.db, operation, backOffMs(attempts + 1));
        return undefined;
      }
      await deps.clock.sleep(backOffMs(tries));
    }
  } finally {
    lease.letGo();
  }
}
