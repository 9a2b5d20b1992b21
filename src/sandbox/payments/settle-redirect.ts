import type { Work } from "../api/work.js";
import { approvePayment } from "./approve-payment.js";
import { isCurrentRedirect } from "./is-current-redirect.js";
import { newCharge } from "./new-charge.js";

/** The customer approved: the money is there, unless the intent was cancelled meanwhile. */
export function settleRedirect(work: Work, redirectId: string): void {
  const redirect = work.find("redirects", redirectId);
  const intent = redirect && work.find("payment_intents", redirect.paymentIntentId);
  if (!redirect || !intent || !isCurrentRedirect(redirect, intent)) return;

  const { method } = redirect;
  const charge = newCharge(work, intent, {
    amount: intent.amount,
    captureBefore: null,
    paymentMethodDetails: { [method]: {}, type: method },
    paymentMethodId: intent.paymentMethodId ?? "",
    prefix: "py",
    refundFails: false,
  });
  approvePayment(work, { ...intent, attempts: intent.attempts + 1 }, charge);
}
