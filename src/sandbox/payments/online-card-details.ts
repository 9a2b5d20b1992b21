import type { PaymentMethodRow } from "../entities/payment-method.js";
import type { Json } from "../entities/row.js";

/** `payment_method_details` of a charge of a card that was not present. */
export function onlineCardDetails(
  method: PaymentMethodRow,
  hold: { amount: number; captureBefore: number | null },
): Json {
  const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4 } = method.details;
  const card = {
    amount_authorized: hold.amount,
    authorization_code: "123456",
    brand,
    ...(hold.captureBefore === null ? {} : { capture_before: hold.captureBefore }),
    checks,
    country,
    electronic_commerce_indicator: null,
    exp_month,
    exp_year,
    extended_authorization: { status: "disabled" },
    fingerprint,
    funding,
    incremental_authorization: { status: "unavailable" },
    installments: null,
    last4,
    mandate: null,
    multicapture: { status: "unavailable" },
    network: brand,
    network_token: { used: false },
    network_transaction_id: "104557651805572",
    overcapture: { maximum_amount_capturable: hold.amount, status: "unavailable" },
    regulated_status: "unregulated",
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  };
  return { card, type: "card" };
}
