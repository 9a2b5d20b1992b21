import { type Actor, toActorName } from "../auth/actor.js";
import { requireLocation, requirePermission } from "../auth/policy.js";
import type { Transaction } from "../db/client.js";
import { isCancelPendingAtReader } from "../db/operations.js";
import { type BookEntry, lockOrderBookOf } from "../db/order-books.js";
import { findActionByAttempt, insertAction, listLiveActionsOfReaders } from "../db/reader-actions.js";
import { findReader } from "../db/readers.js";
import { settleOrder } from "../db/settle-order.js";
import { entryOf } from "../domain/conclude-action.js";
import { contentHash } from "../domain/content-hash.js";
import { BadInput, NotFound, TillgraphError } from "../domain/errors.js";
import { assertMayHandOver } from "../domain/hand-over-rules.js";
import type { Operation } from "../domain/operation.js";
import type { Order } from "../domain/order.js";
import { ReservedByAnother } from "../domain/order-rules.js";
import { anotherWriteFirst } from "../domain/payment-rules.js";
import { MAX_DEADLINE_SECONDS, MIN_DEADLINE_SECONDS } from "../domain/reader-action.js";
import { writeOperation } from "../operations/write-operation.js";
import { assertStripeAvailable } from "./shared/assert-stripe-available.js";
import { answerOperation } from "./shared/answer-operation.js";
import type { Deps } from "./deps.js";
import { newAction } from "./shared/new-action.js";
import { readPaymentResult } from "./shared/read-payment-result.js";
import type { PaymentResult } from "./results.js";
import { assertClientKey } from "./shared/take-request.js";
import { withRoom } from "./shared/with-room.js";

export interface ProcessPaymentIntentInput {
  attemptKey: string;
  paymentId: string;
  readerId: string;
  enableCustomerCancellation: boolean;
  skipTipping?: boolean | null | undefined;
  tipEligibleMinor?: number | null | undefined;
  allowRedisplay?: "ALWAYS" | "LIMITED" | "UNSPECIFIED" | null | undefined;
  deadlineSeconds: number;
}

/**
 * Hands a payment to a reader, where the customer presents a card. Answers once the reader has it, or with the action
 * still DISPATCHING; the card's outcome comes by subscription. The same attempt key again answers with that attempt.
 */
export async function processPaymentIntent(
  deps: Deps,
  actor: Actor,
  input: ProcessPaymentIntentInput,
): Promise<PaymentResult> {
  requirePermission(actor, "processPaymentIntent");
  assertClientKey("attemptKey", input.attemptKey);
  assertOptions(input);

  const { begun, withinMs } = await withRoom(deps, actor, (tx) => begin(deps, tx, { actor, input }));

  if (begun.operation === null) return readPaymentResult(deps, input.paymentId, begun.actionId);
  return answerOperation(deps, begun.operation, { paymentId: input.paymentId, withinMs });
}

interface Begun {
  actionId: string;
  /** Null where the attempt was made before. */
  operation: Operation | null;
}

async function begin(
  deps: Deps,
  tx: Transaction,
  { actor, input }: { actor: Actor; input: ProcessPaymentIntentInput },
): Promise<Begun> {
  const { order, entry } = await lockOrderBookOf(tx, input.paymentId);
  requireLocation(actor, order.locationId);
  const earlier = await findActionByAttempt(tx, input);
  if (earlier !== undefined) {
    if (earlier.attemptHash === contentHash(input)) return { actionId: earlier.id, operation: null };
    throw new TillgraphError("IDEMPOTENCY_KEY_REUSED", "This attempt was made at another reader, or in another way.", {
      field: "attemptKey",
    });
  }
  const reader = await findReader(tx, input.readerId);
  if (reader === undefined) throw new NotFound("reader", input.readerId, "readerId");
  if (reader.locationId !== order.locationId)
    throw new BadInput("readerId", "That reader is at another location than the order.");
  if (entry.payment.tender === "TWINT") {
    throw new BadInput("paymentId", "TWINT can't be taken on a reader: use confirmTwintPayment.");
  }
  const paymentIntentId = await assertMayBegin(tx, { order, entry, input });
  const action = newAction(deps, entry.payment, {
    kind: "PROCESS",
    readerId: reader.id,
    attemptKey: input.attemptKey,
    attemptHash: contentHash(input),
    returnUrl: null,
    returnToken: null,
    openMs: input.deadlineSeconds * 1_000,
  });
  if (!(await insertAction(tx, action)) || (await isCancelPendingAtReader(tx, reader.id)))
    throw await readerBusy(tx, input);
  assertStripeAvailable(deps, order);
  const operation = await writeOperation(deps, tx, {
    command: {
      kind: "PROCESS_PAYMENT_INTENT",
      stripeReaderId: reader.stripeReaderId,
      paymentIntentId,
      enableCustomerCancellation: input.enableCustomerCancellation,
      skipTipping: input.skipTipping ?? null,
      tipEligibleMinor: input.tipEligibleMinor ?? null,
      allowRedisplay: input.allowRedisplay ?? null,
    },
    actor: toActorName(actor),
    payment: entry.payment,
    actionId: action.id,
    readerId: reader.id,
  });
  if (operation === undefined) throw anotherWriteFirst(entry.payment);
  await settleOrder(tx, order, { drafts: [entryOf(action)], source: { actor: operation.actor, at: action.startedAt } });
  return { actionId: action.id, operation };
}

/** Where only another payment's share is in the way, that one is not to be canceled for a reader that is taken. */
async function assertMayBegin(
  tx: Transaction,
  { order, entry, input }: { order: Order; entry: BookEntry; input: ProcessPaymentIntentInput },
): Promise<string> {
  try {
    return assertMayHandOver({ order, ...entry }, "handed to a reader");
  } catch (error) {
    if (!(error instanceof ReservedByAnother)) throw error;
    const holding = await listLiveActionsOfReaders(tx, [input.readerId]);
    const isTaken = holding.length > 0 || (await isCancelPendingAtReader(tx, input.readerId));
    throw isTaken ? await readerBusy(tx, input) : error;
  }
}

/** Names the payment that holds the reader; none where only a cancel of ours is still on its way to it. */
async function readerBusy(
  tx: Transaction,
  { readerId, paymentId }: ProcessPaymentIntentInput,
): Promise<TillgraphError> {
  const holding = await listLiveActionsOfReaders(tx, [readerId]);
  const other = holding.find((action) => action.paymentId !== paymentId);
  return new TillgraphError("READER_BUSY", "The reader is taken by another payment.", {
    field: "readerId",
    retryable: true,
    ...(other === undefined ? {} : { paymentId: other.paymentId }),
  });
}

function assertOptions(input: ProcessPaymentIntentInput): void {
  const { deadlineSeconds, tipEligibleMinor, skipTipping } = input;
  if (
    !Number.isInteger(deadlineSeconds) ||
    deadlineSeconds < MIN_DEADLINE_SECONDS ||
    deadlineSeconds > MAX_DEADLINE_SECONDS
  ) {
    throw new BadInput(
      "deadlineSeconds",
      `deadlineSeconds must be from ${MIN_DEADLINE_SECONDS} to ${MAX_DEADLINE_SECONDS}.`,
    );
  }
  if (tipEligibleMinor != null && (tipEligibleMinor < 0 || (tipEligibleMinor > 0 && skipTipping === true))) {
    throw new BadInput("tipEligibleMinor", "tipEligibleMinor must be 0 or more, and 0 where tipping is skipped.");
  }
}
