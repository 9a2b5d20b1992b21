import {
  APPROVAL_FAILURES,
  ATTEMPT_FAILED,
  CARD_DECLINED,
  CARD_DECLINES,
  READER_TROUBLES,
  WALLET_DECLINED,
} from "./failure-messages.js";
import type { PaymentFailure } from "./payment.js";

/**
 * Of a lost or stolen card the cashier may know, the customer not: it would warn a thief (docs.stripe.com/declines). The
 * wording stays calm because the customer reads the screen too.
 */
const CASHIER_ONLY: Readonly<Record<string, string>> = {
  lost_card: "Declined: the bank reports the card as lost. Ask for another card.",
  stolen_card: "Declined: the bank reports the card as stolen. Ask for another card.",
  pickup_card: "Declined: the bank asks to keep the card. Ask for another card.",
  fraudulent: "Declined as suspected fraud. Ask for another card.",
  merchant_blacklist: "Declined by your own block list. Ask for another card.",
};

export interface FailureCodes {
  code: string;
  declineCode?: string | null;
  adviceCode?: string | null;
}

/** Stripe's codes with a sentence for the cashier and one for the customer. Never made from Stripe's message. */
export function toPaymentFailure(codes: FailureCodes, otherwise = ATTEMPT_FAILED): PaymentFailure {
  const reason = codes.declineCode ?? codes.code;
  const told = MESSAGES[reason] ?? MESSAGES[codes.code] ?? otherwiseOf(codes, otherwise);
  return {
    code: codes.code,
    declineCode: codes.declineCode ?? null,
    adviceCode: codes.adviceCode ?? null,
    cashierMessage: CASHIER_ONLY[reason] ?? told,
    customerMessage: reason in CASHIER_ONLY ? CARD_DECLINED : told,
  };
}

const MESSAGES: Readonly<Record<string, string>> = { ...CARD_DECLINES, ...APPROVAL_FAILURES, ...READER_TROUBLES };

/** Only a decline code says that it was declined; its reason may be one of tomorrow. */
function otherwiseOf({ declineCode }: FailureCodes, otherwise: string): string {
  return declineCode == null ? otherwise : WALLET_DECLINED;
}
