import type { Transaction } from "../db/client.js";
import { type Closing, closeOperation } from "../db/operations.js";
import { findAction } from "../db/reader-actions.js";
import { insertLocation } from "../db/locations.js";
import { insertReader } from "../db/readers.js";
import type { Operation, OperationState, Refusal } from "../domain/operation.js";
import type { OperationDeps } from "./deps.js";
import type { Evidence, Performed } from "./evidence.js";
import { type Recording, recordOnPayment } from "./record-on-payment.js";
import { refreshPayment } from "./refresh-payment.js";

const CLOSED_AS: Record<Evidence["kind"], Exclude<OperationState, "PENDING">> = {
  answer: "ANSWERED",
  refusal: "REFUSED",
  look: "LOOKED_UP",
  silence: "LOOKED_UP",
};

/** A creation that was looked up and is not there: Stripe never took it. */
const NOT_CREATED: Refusal = {
  code: "not_created",
  message: "Stripe did not take the request. Nothing was charged; try again.",
  httpStatus: 503,
  stripeRequestId: null,
};

/**
 * Writes down how an operation ended, in one transaction that only the holder of its lease can finish. Where the
 * outcome is not certain, or our picture of the payment was wrong, Stripe is read right after.
 */
export async function recordOutcome(
  deps: OperationDeps,
  operation: Operation,
  evidence: Evidence,
): Promise<Performed | undefined> {
  const refusal = refusalOf(operation, evidence);
  if (refusal !== null) {
    deps.logger.warn({ operationId: operation.id, kind: operation.kind, refusal }, "Stripe refused");
  }
  const closing: Closing = { state: CLOSED_AS[evidence.kind], refusal, at: deps.clock.now() };
  const isOurs = await deps.db.transaction(async (tx) => {
    const isWritten = await write(tx, { operation, evidence, closing });
    if (isWritten) await deps.checkpoint("before the commit", operation);
    return isWritten;
  });
  if (!isOurs) return undefined;
  if (operation.paymentId !== null && (await needsLook(deps, operation, evidence))) {
    await refreshPayment(deps, operation.paymentId, { actor: operation.actor });
  }
  return { refusal };
}

async function write(tx: Transaction, recording: Recording): Promise<boolean> {
  const { operation, evidence, closing } = recording;
  if (operation.paymentId !== null) return recordOnPayment(tx, recording);
  if (!(await closeOperation(tx, operation, closing))) return false;
  if (evidence.kind === "answer") await makeRow(tx, { operation, evidence, at: closing.at });
  return true;
}

function refusalOf(operation: Operation, evidence: Evidence): Refusal | null {
  if (evidence.kind === "refusal") return evidence.refusal;
  const isMissing = evidence.kind === "look" && evidence.intent === null;
  return isMissing && operation.kind === "CREATE_PAYMENT_INTENT" ? NOT_CREATED : null;
}

async function needsLook(deps: OperationDeps, operation: Operation, evidence: Evidence): Promise<boolean> {
  if (operation.kind === "CREATE_PAYMENT_INTENT" || evidence.kind === "look") return false;
  if (evidence.kind === "refusal") return evidence.intent === null;
  if (evidence.kind !== "answer" || operation.kind === "CANCEL_READER_ACTION") return true;
  // A reader may have seen the card while the very call was under way.
  const { answer } = evidence;
  if (answer.about !== "reader" || answer.reader.action?.status === "in_progress") return false;
  return operation.actionId !== null && (await findAction(deps.db, operation.actionId))?.endedAt === null;
}

async function makeRow(
  tx: Transaction,
  { operation, evidence, at }: { operation: Operation; evidence: Extract<Evidence, { kind: "answer" }>; at: Date },
): Promise<void> {
  const { draft, accountId, livemode } = operation;
  const { answer } = evidence;
  if (draft?.makes === "location" && answer.about === "location") {
    const { makes: _, ...rest } = draft;
    await insertLocation(tx, {
      ...rest,
      accountId,
      livemode,
      stripeLocationId: answer.stripeLocationId,
      createdAt: at,
    });
  }
  if (draft?.makes === "reader" && answer.about === "reader") {
    const { makes: _, ...rest } = draft;
    const { id: stripeReaderId, deviceType, serialNumber, status, lastSeenAt } = answer.reader;
    await insertReader(tx, {
      ...rest,
      label: rest.label ?? answer.reader.label,
      accountId,
      livemode,
      stripeReaderId,
      deviceType,
      serialNumber,
      status,
      lastSeenAt,
      createdAt: at,
    });
  }
}
