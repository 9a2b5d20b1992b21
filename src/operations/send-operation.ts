import { countAttempt } from "../db/operations.js";
import { findPayment, startRead } from "../db/payments.js";
import { isReaderCommand } from "../domain/command.js";
import type { Operation, Refusal } from "../domain/operation.js";
import type { OperationDeps } from "./deps.js";
import type { Evidence } from "./evidence.js";
import { tellUnanswered } from "./tell-unanswered.js";
import type { KeptLease } from "./keep-lease.js";
import { lookUpIntent } from "./look-up-intent.js";

/**
 * Sends an operation once under its key. "lost" where another instance holds it now; "unanswered" where it may be sent
 * again later; "unsent" where the lease had too little time left for it, so that whoever takes it up next decides.
 */
export async function sendOperation(
  deps: OperationDeps,
  operation: Operation,
  lease: KeptLease,
): Promise<Evidence | "lost" | "unanswered" | "unsent"> {
  const readNumber = operation.paymentId === null ? null : await startRead(deps.db, operation.paymentId);
  const countedAt = deps.clock.now();
  if (!(await countAttempt(deps.db, operation, countedAt))) return "lost";
  lease.noteLengthened(countedAt);
  await deps.checkpoint("before the send", operation);
  const [result] = await Promise.all([
    deps.gateway.send(operation.request, operation.id, lease.hasTimeLeft),
    deps.checkpoint("after the send", operation),
  ]);
  await deps.checkpoint("after the answer", operation);
  switch (result.outcome) {
    case "Unsent":
      deps.logger.warn({ operationId: operation.id, kind: operation.kind }, "not sent: the lease was running out");
      return "unsent";
    case "Refused":
      if (!isAboutThisSendingOnly(operation, result.refusal)) return refused(deps, operation, result.refusal);
      if (isReaderCommand(operation.kind)) return { kind: "silence", reason: result.refusal.code };
      return (await lookUpIntent(deps, operation, null)) ?? "unanswered";
    case "Unanswered":
      deps.logger.warn(
        { operationId: operation.id, kind: operation.kind, reason: result.reason },
        "Stripe did not answer",
      );
      return isReaderCommand(operation.kind) ? { kind: "silence", reason: result.reason } : "unanswered";
    case "Faulted":
      if (isReaderCommand(operation.kind)) return { kind: "silence", reason: result.refusal.code };
      if (operation.paymentId === null) return refused(deps, operation, result.refusal);
      await tellUnanswered(deps, operation, result.refusal.code);
      return (await lookUpIntent(deps, operation, null)) ?? "unanswered";
    case "Answered": {
      const { answer, stripeRequestId } = result;
      if (answer.about === "payment_intent" && (result.replayed || (await hasReadSince(deps, operation, readNumber)))) {
        return (await lookUpIntent(deps, operation, answer.intent.id)) ?? "unanswered";
      }
      return { kind: "answer", answer, readNumber, stripeRequestId };
    }
  }
}

/**
 * Of a replay, as old as its key, only the id is believed. So too of an answer during whose flight a read began: which
 * of the two saw the intent later, nobody can tell. A read begun now has seen both.
 */
async function hasReadSince(deps: OperationDeps, operation: Operation, readNumber: number | null): Promise<boolean> {
  const payment = operation.paymentId === null ? undefined : await findPayment(deps.db, operation.paymentId);
  return payment !== undefined && payment.readsStarted !== readNumber;
}

/**
 * Stripe said no. To a PaymentIntent that is there it mostly says so because our picture of it is wrong: it is read
 * before the refusal is recorded, and while it can't be read the operation stays open.
 */
async function refused(deps: OperationDeps, operation: Operation, refusal: Refusal): Promise<Evidence | "unanswered"> {
  const nothingSeen = { kind: "refusal", refusal, intent: null, readNumber: null } as const;
  const isThere = operation.paymentId !== null && operation.kind !== "CREATE_PAYMENT_INTENT";
  if (!isThere || isReaderCommand(operation.kind)) return nothingSeen;
  const look = await lookUpIntent(deps, operation, null);
  return look === undefined ? "unanswered" : { ...nothingSeen, intent: look.intent, readNumber: look.readNumber };
}

/**
 * A key that is not the one it was written for, no permission, other parameters under the same idempotency key: such a
 * refusal says that this sending did nothing, but an earlier one may have worked.
 */
function isAboutThisSendingOnly(operation: Operation, { code, httpStatus }: Refusal): boolean {
  if (code === "key_mismatch") return operation.paymentId !== null;
  const isLater = operation.attempts > 0 && operation.paymentId !== null;
  return isLater && (httpStatus === 401 || httpStatus === 403 || code === "idempotency_error");
}
