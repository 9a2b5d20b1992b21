import { type Actor, toActorName } from "../auth/actor.js";
import { requireLocation, requirePermission } from "../auth/policy.js";
import { lockOrderBookOf } from "../db/order-books.js";
import { settleOrder } from "../db/settle-order.js";
import { BadInput, TillgraphError } from "../domain/errors.js";
import { formatAmount } from "../domain/money.js";
import type { Payment } from "../domain/payment.js";
import {
  anotherWriteFirst,
  assertApplicationFee,
  assertCaptureWithinDue,
  assertNothingUnderWay,
  illegalTransition,
  requirePaymentIntent,
} from "../domain/payment-rules.js";
import { writeOperation } from "../operations/write-operation.js";
import { assertStripeAvailable } from "./shared/assert-stripe-available.js";
import { answerOperation } from "./shared/answer-operation.js";
import type { Deps } from "./deps.js";
import { readPaymentResult } from "./shared/read-payment-result.js";
import type { PaymentResult } from "./results.js";

export interface CapturePaymentIntentInput {
  paymentId: string;
  saleAmountMinor?: number | null | undefined;
  tipMinor: number;
  applicationFeeMinor?: number | null | undefined;
}

/**
 * Takes authorized money, all of it unless an amount is given, and never more of it than is due; Stripe gets the sum of
 * sale and tip, and what is left is released. The same capture again answers with the state; another amount after a capture is refused.
 */
export async function capturePaymentIntent(
  deps: Deps,
  actor: Actor,
  input: CapturePaymentIntentInput,
): Promise<PaymentResult> {
  requirePermission(actor, "capturePaymentIntent");
  assertAmounts(input);

  const operation = await deps.db.transaction(async (tx) => {
    const { order, entry } = await lockOrderBookOf(tx, input.paymentId);
    const { payment, activity } = entry;
    requireLocation(actor, order.locationId);
    if (isCapturedSo(payment, input)) return undefined;
    const paymentIntentId = requirePaymentIntent(payment, "captured");
    assertNothingUnderWay(payment, activity);
    if (payment.status !== "REQUIRES_CAPTURE") throw illegalTransition(payment, "captured");
    const amountToCaptureMinor = amountOf(payment, input);
    assertCaptureWithinDue({ order, entry }, amountToCaptureMinor - readerTipOf(payment) - input.tipMinor);
    const applicationFeeMinor = input.applicationFeeMinor ?? null;
    assertApplicationFee(applicationFeeMinor ?? payment.applicationFeeMinor, amountToCaptureMinor);
    assertStripeAvailable(deps);
    const written = await writeOperation(deps, tx, {
      command: { kind: "CAPTURE_PAYMENT_INTENT", paymentIntentId, amountToCaptureMinor, applicationFeeMinor },
      draft: { makes: "tip", tipMinor: input.tipMinor },
      actor: toActorName(actor),
      payment,
    });
    if (written === undefined) throw anotherWriteFirst(payment);
    await settleOrder(tx, order, {
      drafts: [
        { type: "payment.updated", paymentId: payment.id, data: { command: written.kind, amountToCaptureMinor } },
      ],
      source: { actor: written.actor, at: deps.clock.now() },
    });
    return written;
  });

  return operation === undefined ? readPaymentResult(deps, input.paymentId) : answerOperation(deps, operation, input);
}

function assertAmounts({ saleAmountMinor, tipMinor }: CapturePaymentIntentInput): void {
  if (saleAmountMinor != null && (!Number.isSafeInteger(saleAmountMinor) || saleAmountMinor <= 0)) {
    throw new BadInput("saleAmountMinor", "saleAmountMinor must be a whole number of minor units above 0.");
  }
  if (!Number.isSafeInteger(tipMinor) || tipMinor < 0) throw new BadInput("tipMinor", "tipMinor must be 0 or more.");
  if (tipMinor > 0 && saleAmountMinor == null) {
    throw new BadInput("saleAmountMinor", "With a tip, say how much of the capture is the sale.");
  }
}

/** A tip chosen on the reader is within the authorization, and taken with every capture. */
function readerTipOf(payment: Payment): number {
  return payment.tipMinor - payment.captureTipMinor;
}

function amountOf(payment: Payment, input: CapturePaymentIntentInput): number {
  if (input.saleAmountMinor == null) return payment.amountCapturableMinor;
  const amountMinor = input.saleAmountMinor + readerTipOf(payment) + input.tipMinor;
  if (amountMinor > payment.amountCapturableMinor) {
    const most = formatAmount(payment.amountCapturableMinor, payment.currency);
    throw new TillgraphError("AMOUNT_EXCEEDS_DUE", `Only ${most} is authorized.`, {
      field: "saleAmountMinor",
      paymentId: payment.id,
    });
  }
  return amountMinor;
}

function isCapturedSo(payment: Payment, input: CapturePaymentIntentInput): boolean {
  if (payment.status !== "SUCCEEDED" || payment.captureMethod === null) return false;
  if (input.saleAmountMinor == null) return true;
  const saleMinor = payment.amountReceivedMinor - payment.tipMinor;
  return input.saleAmountMinor === saleMinor && input.tipMinor === payment.captureTipMinor;
}
