import { newRelatedId } from "../api/new-id.js";
import type { Work } from "../api/work.js";
import type { ChargeRow } from "../entities/charge.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { Json } from "../entities/row.js";
import type { Decline } from "./decline.js";

export interface ChargeDetails {
  readonly paymentMethodId: string;
  readonly paymentMethodDetails: Json;
  /** `py` for methods other than cards. */
  readonly prefix: "ch" | "py";
  readonly amount: number;
  readonly captureBefore: number | null;
  readonly refundFails: boolean;
}

const NO_OUTCOME_CODES = { advice_code: null, network_advice_code: null, network_decline_code: null };

const APPROVED = {
  ...NO_OUTCOME_CODES,
  network_status: "approved_by_network",
  reason: null,
  seller_message: "Payment complete.",
  type: "authorized",
};

/** Only cards are looked at for their risk; of other payments there is no score at all. */
function riskOf(prefix: string): Json {
  return prefix === "py" ? { risk_level: "not_assessed" } : { risk_level: "normal", risk_score: 12 };
}

/** One object for all charges of a kind. */
const APPROVED_CARD = { ...APPROVED, ...riskOf("ch") };
const APPROVED_OTHER = { ...APPROVED, ...riskOf("py") };

export function newCharge(work: Work, intent: PaymentIntentRow, details: ChargeDetails): ChargeRow {
  const { amount, captureBefore, paymentMethodDetails, paymentMethodId, prefix, refundFails } = details;
  return {
    id: newRelatedId(work, prefix, intent.id),
    account: work.account,
    amount,
    amountCaptured: 0,
    amountRefunded: 0,
    currency: intent.currency,
    status: "succeeded",
    captured: false,
    created: work.nowSeconds,
    customer: intent.customer,
    description: intent.description,
    metadata: intent.metadata,
    paymentIntentId: intent.id,
    paymentMethodId,
    paymentMethodDetails,
    billingDetails: work.find("payment_methods", paymentMethodId)?.billingDetails ?? null,
    balanceTransactionId: null,
    failureCode: null,
    failureMessage: null,
    outcome: prefix === "py" ? APPROVED_OTHER : APPROVED_CARD,
    receiptEmail: intent.receiptEmail,
    statementDescriptor: intent.statementDescriptor,
    statementDescriptorSuffix: intent.statementDescriptorSuffix,
    transferGroup: intent.transferGroup,
    applicationFeeAmount: intent.applicationFeeAmount,
    onBehalfOf: intent.onBehalfOf,
    shipping: intent.shipping,
    transferData: intent.transferData,
    refundIds: [],
    captureBefore,
    refundFails,
  };
}

export function failedCharge(charge: ChargeRow, decline: Decline): ChargeRow {
  return {
    ...charge,
    status: "failed",
    captureBefore: null,
    failureCode: decline.code,
    failureMessage: decline.message,
    outcome: {
      advice_code: decline.adviceCode ?? null,
      network_advice_code: null,
      network_decline_code: decline.networkDeclineCode ?? null,
      network_status: "declined_by_network",
      reason: decline.declineCode,
      ...riskOf(charge.id.slice(0, 2)),
      seller_message: sellerMessageOf(decline),
      type: "issuer_declined",
    },
  };
}

function sellerMessageOf({ declineCode }: Decline): string {
  return declineCode === "generic_decline"
    ? "The bank did not return any further details with this decline."
    : `The bank returned the decline code \`${declineCode}\`.`;
}
