import { unschedule } from "../background/schedule.js";
import { mergeMetadata } from "../api/merge-metadata.js";
import type { Call } from "../api/route.js";
import { invalidParameter, refusal, unexpectedState } from "../api/stripe-error.js";
import { sharePayment } from "../connect/share-payment.js";
import type { ChargeRow } from "../entities/charge.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { StripeObject } from "../entities/row.js";
import { formatCharge } from "../formatters/charge.js";
import { formatPaymentIntent } from "../formatters/payment-intent.js";
import type { ReadFields } from "../validation/param.js";
import { emit } from "../webhooks/emit.js";
import { mergeAmountDetails } from "./amount-details.js";
import { assertFee } from "./application-fee.js";
import { scheduleBooking } from "./approve-payment.js";
import { getPaymentIntent } from "./get-payment-intent.js";
import type { captureFields } from "./payment-intent-params.js";

type CaptureParams = ReadFields<typeof captureFields>;

const MORE_THAN_HELD =
  "The payment could not be captured because the requested capture amount is greater than the amount you can capture " +
  "for this charge. Contact us via https://support.stripe.com/contact/ for help.";

const REST_RELEASED =
  "The remaining amount on this PaymentIntent could not be captured because the remainder of the authorized amount " +
  "has been released.";

/** Several captures of one hold are for online cards of some accounts; this one has none of them (facts 3.4). */
const ONE_CAPTURE =
  "`final_capture` can only be false when multicapture is available for this PaymentIntent, which it is not.";

/** Once only: a partial capture lets the rest go (facts 3.3). */
export function capturePaymentIntent({ work, params, ids }: Call<CaptureParams>): StripeObject {
  const intent = getPaymentIntent(work, ids["intent"] ?? "");
  const amount = readAmount(params.amount_to_capture);
  const charge = intent.latestChargeId === null ? undefined : work.find("charges", intent.latestChargeId);
  if (intent.status !== "requires_capture" || !charge) throw notCapturable(intent, charge);
  const taking = amount ?? intent.amountCapturable;
  if (taking > intent.amountCapturable) throw refusal({ code: "amount_too_large", message: MORE_THAN_HELD });

  if (params.final_capture === false) throw refusal({ message: ONE_CAPTURE, param: "final_capture" });
  const shared = changesOfBoth(intent, params);
  assertFee(work, taking, {
    application_fee_amount: params.application_fee_amount,
    transfer_data: intent.transferData,
  });

  unschedule(work, "expire_authorization", intent.id);
  const captured = work.put(
    "charges",
    sharePayment(work, { ...charge, ...shared, amountCaptured: taking, captured: true }),
  );
  scheduleBooking(work, charge.id);
  const paid = work.put("payment_intents", {
    ...intent,
    ...shared,
    amountCapturable: 0,
    amountDetails: mergeAmountDetails(intent.amountDetails, params.amount_details),
    amountReceived: taking,
    lastPaymentError: null,
    metadata: mergeMetadata(intent.metadata, params.metadata),
    status: "succeeded",
  });
  emit(work, "charge.captured", formatCharge(captured));
  emit(work, "payment_intent.succeeded", formatPaymentIntent(paid));
  return formatPaymentIntent(paid);
}

/** What the capture says stands on the intent and on its charge. */
function changesOfBoth(intent: PaymentIntentRow, params: CaptureParams) {
  const { transferData } = intent;
  return {
    applicationFeeAmount: params.application_fee_amount ?? intent.applicationFeeAmount,
    statementDescriptor: params.statement_descriptor ?? intent.statementDescriptor,
    statementDescriptorSuffix: params.statement_descriptor_suffix ?? intent.statementDescriptorSuffix,
    transferData: transferData && { ...transferData, ...params.transfer_data },
  };
}

/** Zero and negative amounts are refused in two different ways, zero under another parameter's name (facts 2). */
function readAmount(amount: number | undefined): number | undefined {
  if (amount === undefined || amount > 0) return amount;
  if (amount < 0) throw invalidParameter({ message: "Invalid non-negative integer", param: "amount_to_capture" });
  const message = "This value must be greater than or equal to 1.";
  throw invalidParameter({ code: "parameter_invalid_integer", message, param: "amount" });
}

function notCapturable(intent: PaymentIntentRow, charge: ChargeRow | undefined): Error {
  const wasPartial = intent.status === "succeeded" && charge !== undefined && charge.amountCaptured < charge.amount;
  const message = wasPartial
    ? REST_RELEASED
    : `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with ` +
      "one of the following statuses may be captured: requires_capture.";
  return unexpectedState(message, formatPaymentIntent(intent));
}
