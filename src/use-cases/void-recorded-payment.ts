import { type Actor, toActorName } from "../auth/actor.js";
import { requireLocation, requirePermission } from "../auth/policy.js";
import { lockOrderBookOf } from "../db/order-books.js";
import { updatePayment } from "../db/payments.js";
import { settleOrder } from "../db/settle-order.js";
import { BadInput } from "../domain/errors.js";
import { assertOrderOpen } from "../domain/order-rules.js";
import { isRecordedTender } from "../domain/payment.js";
import { illegalTransition } from "../domain/payment-rules.js";
import type { Deps } from "./deps.js";
import { readReason } from "./shared/read-reason.js";
import { readPaymentResult } from "./shared/read-payment-result.js";
import type { PaymentResult } from "./results.js";

export interface VoidRecordedPaymentInput {
  paymentId: string;
  reason: string;
}

/** Takes back what recordPayment wrote down, while the order is open; the entry stays, canceled. Again: as it stands. */
export async function voidRecordedPayment(
  deps: Deps,
  actor: Actor,
  input: VoidRecordedPaymentInput,
): Promise<PaymentResult> {
  requirePermission(actor, "voidRecordedPayment");
  const reason = readReason(input.reason);
  if (reason === null) throw new BadInput("reason", "Say why it is voided.");

  await deps.db.transaction(async (tx) => {
    const { order, entry } = await lockOrderBookOf(tx, input.paymentId);
    const { payment } = entry;
    requireLocation(actor, order.locationId);
    if (!isRecordedTender(payment.tender))
      throw illegalTransition(payment, "voided: it was not recorded but taken at Stripe");
    if (payment.status === "CANCELED") return;
    assertOrderOpen(order);
    const at = deps.clock.now();
    await updatePayment(tx, {
      ...payment,
      status: "CANCELED",
      amountReceivedMinor: 0,
      changeMinor: null,
      updatedAt: at,
    });
    await settleOrder(tx, order, {
      drafts: [{ type: "payment.voided", paymentId: payment.id, data: { reason } }],
      source: { actor: toActorName(actor), at },
    });
  });

  return readPaymentResult(deps, input.paymentId);
}
