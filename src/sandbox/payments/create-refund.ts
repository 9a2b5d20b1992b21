import { schedule } from "../background/schedule.js";
import { bookTransaction } from "../balance/book-transaction.js";
import { mergeMetadata } from "../api/merge-metadata.js";
import { newRelatedId } from "../api/new-id.js";
import type { Call } from "../api/route.js";
import { invalidParameter, refusal, resourceMissing } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import { returnShares } from "../connect/return-shares.js";
import type { ChargeRow } from "../entities/charge.js";
import type { RefundRow } from "../entities/refund.js";
import type { Json, StripeObject } from "../entities/row.js";
import { formatCharge } from "../formatters/charge.js";
import { formatRefund } from "../formatters/refund.js";
import type { ReadFields } from "../validation/param.js";
import { emit } from "../webhooks/emit.js";
import { inWords } from "./currency.js";
import { getCharge } from "./get-charge.js";
import { assertFlags, assertInTime, beginningOf } from "./refund-rules.js";
import type { createRefundFields } from "./refund-params.js";

type RefundParams = ReadFields<typeof createRefundFields>;

const PENDING_REFERENCE = { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" };

/** Gives money back: all that is left, unless an amount is given. It succeeds at once and may fail later (facts 7). */
export function createRefund({ work, params }: Call<RefundParams>): StripeObject {
  const charge = chargeOf(work, params);
  const amount = amountOf(charge, params.amount);
  assertInTime(work, charge);
  assertFlags(charge, params);
  const refund = work.put("refunds", newRefund(work, { charge, amount, params }));
  const refunded = work.put("charges", {
    ...charge,
    amountRefunded: charge.amountRefunded + amount,
    refundIds: [...charge.refundIds, refund.id],
  });
  schedule(work, { kind: "settle_refund", subject: refund.id, dueAtMs: work.nowMs + work.switches.refundDelayMs });
  emit(work, "refund.created", formatRefund(refund));
  emit(work, "charge.refunded", formatCharge(refunded));
  return formatRefund(refund);
}

function chargeOf(work: Work, params: RefundParams): ChargeRow {
  const id = params.payment_intent;
  if (params.charge !== undefined) {
    const named = getCharge(work, params.charge);
    if (id === undefined || id === named.paymentIntentId) return named;
    throw invalidParameter({
      message: `The charge ${named.id} does not belong to the PaymentIntent ${id}.`,
      param: "charge",
    });
  }
  if (id === undefined) {
    const message = "One of the following params should be provided for this request: payment_intent or charge.";
    throw invalidParameter({ message });
  }
  const intent = work.find("payment_intents", id);
  if (!intent) throw resourceMissing({ kind: "payment_intent", id, param: "payment_intent", status: 404 });
  const charge = intent.latestChargeId === null ? undefined : work.find("charges", intent.latestChargeId);
  if (charge?.status === "succeeded") return charge;
  throw refusal({
    message: `This PaymentIntent (${id}) does not have a successful charge to refund.`,
    param: "payment_intent",
  });
}

function amountOf(charge: ChargeRow, asked: number | undefined): number {
  assertRefundable(charge);
  const left = charge.amountCaptured - charge.amountRefunded;
  if (left === 0) {
    throw refusal({ code: "charge_already_refunded", message: `Charge ${charge.id} has already been refunded.` });
  }
  if (asked !== undefined && asked < 1) {
    throw invalidParameter({ code: "parameter_invalid_integer", message: "Invalid positive integer", param: "amount" });
  }
  if (asked !== undefined && asked > left) {
    const words = [inWords(asked, charge.currency), inWords(left, charge.currency)] as const;
    const message = `Refund amount (${words[0]}) is greater than unrefunded amount on charge (${words[1]})`;
    throw refusal({ message, param: "amount" });
  }
  return asked ?? left;
}

function assertRefundable(charge: ChargeRow): void {
  if (charge.status === "failed") {
    throw refusal({ message: `This charge (${charge.id}) has failed and can't be refunded.` });
  }
  if (charge.paymentMethodDetails["type"] === "interac_present") {
    throw refusal({ message: "Interac payments can only be refunded on a reader, with the card present." });
  }
  if (charge.captured) return;
  const message =
    `This uncaptured Charge was created by a PaymentIntent (${charge.paymentIntentId}). You must cancel the ` +
    "PaymentIntent to reverse the authorization instead of refunding the Charge directly. For more information, see " +
    "https://stripe.com/docs/payments/place-a-hold-on-a-payment-method";
  throw refusal({ message });
}

function newRefund(
  work: Work,
  { charge, amount, params }: { charge: ChargeRow; amount: number; params: RefundParams },
): RefundRow {
  const isCard = charge.id.startsWith("ch_");
  const id = newRelatedId(work, isCard ? "re" : "pyr", charge.paymentIntentId);
  const { feeReturned, transferReversalId } = returnShares(work, charge, {
    refundId: id,
    amount,
    refundsFee: params.refund_application_fee === true,
    reversesTransfer: params.reverse_transfer === true,
  });
  const balanceTransactionId = bookTransaction(work, {
    amount: -amount,
    applicationFee: -feeReturned,
    currency: charge.currency,
    description: `REFUND FOR ${isCard ? "CHARGE" : "PAYMENT"}${charge.description === null ? "" : ` (${charge.description})`}`,
    fee: -feeReturned,
    paymentIntentId: charge.paymentIntentId,
    source: id,
    type: isCard ? "refund" : "payment_refund",
  });
  return {
    id,
    account: work.account,
    amount,
    currency: charge.currency,
    ...beginningOf(work, isCard),
    chargeId: charge.id,
    paymentIntentId: charge.paymentIntentId,
    paymentMethodId: charge.paymentMethodId,
    balanceTransactionId,
    failureBalanceTransactionId: null,
    failureReason: null,
    created: work.nowSeconds,
    customer: charge.customer,
    metadata: mergeMetadata({}, params.metadata),
    reason: params.reason ?? null,
    destinationDetails: destinationOf(charge, isCard),
    transferReversalId,
  };
}

function destinationOf(charge: ChargeRow, isCard: boolean): Json {
  if (isCard) return { card: PENDING_REFERENCE, type: "card" };
  const type = String(charge.paymentMethodDetails["type"]);
  return { [type]: {}, type };
}
