import { type Actor, toActorName } from "../auth/actor.js";
import { requireLocation, requirePermission } from "../auth/policy.js";
import { lockOrderBookOf } from "../db/order-books.js";
import { updatePayment } from "../db/payments.js";
import { settleOrder } from "../db/settle-order.js";
import { BadInput } from "../domain/errors.js";
import { assertChargeable, assertPaymentAmount } from "../domain/money.js";
import { assertOrderOpen, assertWithinDue } from "../domain/order-rules.js";
import {
  anotherWriteFirst,
  assertApplicationFee,
  assertNothingUnderWay,
  assertTwintAmount,
  illegalTransition,
  requirePaymentIntent,
} from "../domain/payment-rules.js";
import { shareOf } from "../domain/reservations.js";
import { writeOperation } from "../operations/write-operation.js";
import { assertStripeAvailable } from "./shared/assert-stripe-available.js";
import { answerOperation } from "./shared/answer-operation.js";
import type { Deps } from "./deps.js";
import { readPaymentResult } from "./shared/read-payment-result.js";
import type { PaymentResult } from "./results.js";
import { withRoom } from "./shared/with-room.js";

export interface UpdatePaymentIntentInput {
  paymentId: string;
  amountMinor?: number | null | undefined;
  applicationFeeMinor?: number | null | undefined;
}

/**
 * Changes the amount or the fee of a payment that nothing is under way with; it must be handed over again afterwards.
 * One that is so already is answered as it stands.
 */
export async function updatePaymentIntent(
  deps: Deps,
  actor: Actor,
  input: UpdatePaymentIntentInput,
): Promise<PaymentResult> {
  requirePermission(actor, "updatePaymentIntent");
  const amountMinor = input.amountMinor ?? null;
  const applicationFeeMinor = input.applicationFeeMinor ?? null;
  if (amountMinor === null && applicationFeeMinor === null)
    throw new BadInput("amountMinor", "Give a new amount or a new fee.");
  if (amountMinor !== null) assertPaymentAmount("amountMinor", amountMinor);

  const { begun: operation, withinMs } = await withRoom(deps, actor, async (tx) => {
    const { order, entry } = await lockOrderBookOf(tx, input.paymentId);
    const { payment, activity } = entry;
    requireLocation(actor, order.locationId);
    const paymentIntentId = requirePaymentIntent(payment, "changed");
    assertOrderOpen(order);
    assertNothingUnderWay(payment, activity);
    if (payment.status !== "REQUIRES_PAYMENT_METHOD") throw illegalTransition(payment, "changed");
    const newAmountMinor = amountMinor ?? payment.amountMinor;
    const newFeeMinor = applicationFeeMinor ?? payment.applicationFeeMinor;
    if (newAmountMinor === payment.amountMinor && newFeeMinor === payment.applicationFeeMinor) return undefined;
    assertWithinDue(order, {
      amountMinor: newAmountMinor,
      ownMinor: shareOf(payment, activity).reservedMinor,
      field: "amountMinor",
      paymentId: payment.id,
    });
    if (payment.tender === "TWINT") assertTwintAmount("amountMinor", newAmountMinor);
    assertChargeable("amountMinor", newAmountMinor, order.currency);
    assertApplicationFee(newFeeMinor, newAmountMinor);
    assertStripeAvailable(deps, order);
    const written = await writeOperation(deps, tx, {
      command: { kind: "UPDATE_PAYMENT_INTENT", paymentIntentId, amountMinor, applicationFeeMinor },
      actor: toActorName(actor),
      payment,
    });
    if (written === undefined) throw anotherWriteFirst(payment);
    // Until the answer says which amount holds, the larger one is reserved.
    await updatePayment(tx, { ...payment, amountMinor: Math.max(payment.amountMinor, newAmountMinor) });
    const data = { command: written.kind, amountMinor, applicationFeeMinor };
    await settleOrder(tx, order, {
      drafts: [{ type: "payment.updated", paymentId: payment.id, data }],
      source: { actor: written.actor, at: deps.clock.now() },
    });
    return written;
  });

  if (operation === undefined) return readPaymentResult(deps, input.paymentId);
  return answerOperation(deps, operation, { paymentId: input.paymentId, withinMs });
}
