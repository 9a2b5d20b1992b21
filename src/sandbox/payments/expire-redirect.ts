import type { Work } from "../api/work.js";
import { isCurrentRedirect } from "./is-current-redirect.js";
import { ATTEMPT_EXPIRED, failRedirect } from "./authentication-failed.js";

/** The customer never came back: the page closes and the intent takes another method. */
export function expireRedirect(work: Work, redirectId: string): void {
  const redirect = work.find("redirects", redirectId);
  if (!redirect || redirect.status !== "open") return;
  work.put("redirects", { ...redirect, status: "expired" });

  const intent = work.find("payment_intents", redirect.paymentIntentId);
  if (intent && isCurrentRedirect(redirect, intent)) failRedirect(work, intent, ATTEMPT_EXPIRED);
}
