import type { RedirectRow } from "../entities/bookkeeping.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";

/** A second confirmation opens a new page and closes the first: only the last one may decide. */
export function isCurrentRedirect(redirect: RedirectRow, intent: PaymentIntentRow): boolean {
  if (intent.status !== "requires_action") return false;
  const next = intent.nextAction?.["redirect_to_url"] as { url?: string } | undefined;
  return next?.url?.endsWith(`/${redirect.id}`) ?? false;
}
