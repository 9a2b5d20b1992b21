import { StripeError } from "../api/stripe-error.js";
import type { PaymentMethodRow } from "../entities/payment-method.js";
import type { Json } from "../entities/row.js";
import { numberOfNamedCard } from "./named-test-cards.js";
import { findTestCard } from "./test-cards.js";

/** A card is shown to its issuer before a customer keeps it: a 402, or the check of its code is passed. */
export function verifyCard(method: PaymentMethodRow): PaymentMethodRow {
  if (method.type !== "card") return method;
  const decline = findTestCard(numberOfNamedCard(method.details) ?? "")?.decline;
  if (!decline) {
    const checks = { ...(method.details["checks"] as Json | undefined), cvc_check: "pass" };
    return { ...method, details: { ...method.details, checks } };
  }
  const { adviceCode, code, declineCode, message, networkDeclineCode } = decline;
  throw new StripeError(
    {
      type: "card_error",
      code,
      decline_code: declineCode,
      message,
      param: "",
      ...(adviceCode === undefined ? {} : { advice_code: adviceCode }),
      ...(networkDeclineCode === undefined ? {} : { network_decline_code: networkDeclineCode }),
    },
    { status: 402 },
  );
}
