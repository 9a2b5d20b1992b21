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
  risk_level: "normal",
  risk_score: 12,
  seller_message: "Payment complete.",
  type: "authorized",
};

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
    balanceTransactionId: null,
    failureCode: null,
    failureMessage: null,
    outcome: APPROVED,
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
      risk_level: "normal",
      risk_score: 12,
      seller_message: "The bank did not return any further details with this decline.",
      type: "issuer_declined",
    },
  };
}
