import type { Transaction } from "../../db/client.js";
import type { BookEntry } from "../../db/order-books.js";
import type { Command } from "../../domain/command.js";
import type { Operation } from "../../domain/operation.js";
import { anotherWriteFirst } from "../../domain/payment-rules.js";
import type { Cause, TimelineDraft } from "../../domain/timeline.js";
import { writeOperation } from "../../operations/write-operation.js";
import type { Deps } from "../deps.js";
import { assertStripeAvailable } from "./assert-stripe-available.js";

export interface Closing {
  entries: readonly BookEntry[];
  /** What becomes of held money; null leaves it held. */
  onHold: "CAPTURE_PAYMENT_INTENT" | "CANCEL_PAYMENT_INTENT" | null;
  actor: string;
  /** As the payments' histories show it. */
  cause: Cause;
  reason?: string | null;
}

export interface Closed {
  operations: Operation[];
  /** What was asked of each payment, for its history. */
  drafts: TimelineDraft[];
}

/**
 * Writes down what an order's end asks of its payments: holds captured or let go, idle intents canceled.
 *
 * Refuses while a write to one of them is under way: a hold that is just being let go, or captured in part, still counts
 * as held, and the order would end on money that is about to change. Refuses too where held money would be asked for and
 * Stripe does not answer: goods would be handed over before anybody knows whether the money comes. An idle intent takes
 * nothing, and is canceled once Stripe answers.
 */
export async function writeClosingOperations(deps: Deps, tx: Transaction, closing: Closing): Promise<Closed> {
  const closed: Closed = { operations: [], drafts: [] };
  for (const { payment, activity } of closing.entries) {
    if (activity.pendingCommand !== null) throw anotherWriteFirst(payment);
    const command = commandFor(payment, closing.onHold);
    if (command === null) continue;
    if (payment.status === "REQUIRES_CAPTURE") assertStripeAvailable(deps);
    const operation = await writeOperation(deps, tx, { command, actor: closing.actor, payment });
    if (operation === undefined) throw anotherWriteFirst(payment);
    closed.operations.push(operation);
    const amountToCaptureMinor = command.kind === "CAPTURE_PAYMENT_INTENT" ? command.amountToCaptureMinor : null;
    const why = { reason: closing.reason ?? null, cause: closing.cause };
    const data = { command: command.kind, ...why, ...(amountToCaptureMinor === null ? {} : { amountToCaptureMinor }) };
    closed.drafts.push({ type: "payment.updated", paymentId: payment.id, data });
  }
  return closed;
}

function commandFor(
  { status, stripePaymentIntentId, amountCapturableMinor }: BookEntry["payment"],
  onHold: Closing["onHold"],
): Command | null {
  if (stripePaymentIntentId === null) return null;
  const cancel: Command = { kind: "CANCEL_PAYMENT_INTENT", paymentIntentId: stripePaymentIntentId };
  if (status === "REQUIRES_PAYMENT_METHOD") return cancel;
  if (status !== "REQUIRES_CAPTURE" || onHold === null) return null;
  if (onHold === "CANCEL_PAYMENT_INTENT") return cancel;
  return {
    kind: "CAPTURE_PAYMENT_INTENT",
    paymentIntentId: stripePaymentIntentId,
    amountToCaptureMinor: amountCapturableMinor,
    applicationFeeMinor: null,
  };
}
