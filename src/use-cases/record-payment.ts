import { type Actor, toActorName } from "../auth/actor.js";
import { requirePermission } from "../auth/policy.js";
import { lockOrderBook } from "../db/order-books.js";
import { insertPayment } from "../db/payments.js";
import { settleOrder } from "../db/settle-order.js";
import { BadInput } from "../domain/errors.js";
import { assertCashRounding, assertPaymentAmount, formatAmount, MAX_ORDER_TOTAL_MINOR } from "../domain/money.js";
import type { Order } from "../domain/order.js";
import { assertTakesRecordedPayments, assertWithinDue } from "../domain/order-rules.js";
import { isRecordedTender, type Payment, type Tender } from "../domain/payment.js";
import type { Deps } from "./deps.js";
import { newPayment } from "./shared/new-payment.js";
import { readPaymentResult } from "./shared/read-payment-result.js";
import type { PaymentResult } from "./results.js";
import { requireOrderAt } from "./shared/require-order-at.js";
import { assertClientKey, takeRequest } from "./shared/take-request.js";
import { withRoom } from "./shared/with-room.js";

export interface RecordPaymentInput {
  idempotencyKey: string;
  orderId: string;
  tender: Tender;
  /** The share of the order that is paid. */
  amountMinor: number;
  /** What the customer handed over; the exact amount where it is left out. */
  receivedMinor?: number | null | undefined;
  /** What rounding to coins adds to the amount, or takes off it. */
  roundingMinor: number;
}

/**
 * Writes down cash or another tender that was taken, with its change. It never takes more than another tender may: an
 * attempt that is over without a certain end is first canceled at Stripe. Of a completed order it takes what is missing.
 */
export async function recordPayment(deps: Deps, actor: Actor, input: RecordPaymentInput): Promise<PaymentResult> {
  requirePermission(actor, "recordPayment");
  assertClientKey("idempotencyKey", input.idempotencyKey);
  if (!isRecordedTender(input.tender))
    throw new BadInput("tender", `A ${input.tender} payment is taken with createPaymentIntent.`);
  assertPaymentAmount("amountMinor", input.amountMinor);

  const { begun: paymentId } = await withRoom(deps, actor, async (tx) => {
    await requireOrderAt(tx, actor, input.orderId);
    const { idempotencyKey: key, ...content } = input;
    const entityId = deps.newId("payment");
    const earlier = await takeRequest(deps, tx, {
      mutation: "recordPayment",
      key,
      input: content,
      entityId,
      operationId: null,
    });
    if (earlier !== null) return earlier;
    const { order } = await lockOrderBook(tx, input.orderId);
    assertTakesRecordedPayments(order);
    assertWithinDue(order, { amountMinor: input.amountMinor, ownMinor: 0, field: "amountMinor" });
    const payment: Payment = { ...newPayment(deps, order), id: entityId, ...entryFor(order, input) };
    await insertPayment(tx, payment, order);
    const { tender, amountMinor, amountReceivedMinor, changeMinor, roundingMinor } = payment;
    await settleOrder(tx, order, {
      drafts: [
        {
          type: "payment.recorded",
          paymentId: payment.id,
          data: { tender, amountMinor, amountReceivedMinor, changeMinor, roundingMinor },
        },
      ],
      source: { actor: toActorName(actor), at: payment.createdAt },
    });
    return payment.id;
  });

  return readPaymentResult(deps, paymentId);
}

type Entry = Pick<
  Payment,
  "tender" | "status" | "amountMinor" | "amountReceivedMinor" | "changeMinor" | "roundingMinor"
>;

function entryFor(order: Order, input: RecordPaymentInput): Entry {
  const { tender, amountMinor, roundingMinor } = input;
  if (tender !== "CASH" && roundingMinor !== 0) throw new BadInput("roundingMinor", "Only cash is rounded.");
  assertCashRounding("roundingMinor", amountMinor, roundingMinor, order.currency);
  const payableMinor = amountMinor + roundingMinor;
  const receivedMinor = input.receivedMinor ?? payableMinor;
  if (!Number.isSafeInteger(receivedMinor) || receivedMinor < payableMinor || receivedMinor > MAX_ORDER_TOTAL_MINOR) {
    throw new BadInput("receivedMinor", `At least ${formatAmount(payableMinor, order.currency)} must be received.`);
  }
  if (tender !== "CASH" && receivedMinor !== payableMinor)
    throw new BadInput("receivedMinor", "Only cash is given change for.");
  const isCash = tender === "CASH";
  return {
    tender,
    status: "SUCCEEDED",
    amountMinor,
    amountReceivedMinor: payableMinor,
    changeMinor: isCash ? receivedMinor - payableMinor : null,
    roundingMinor: isCash ? roundingMinor : null,
  };
}
