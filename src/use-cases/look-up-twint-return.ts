import { findPayment } from "../db/payments.js";
import { findActionByReturnToken } from "../db/reader-actions.js";
import { isKeepableText } from "../domain/is-keepable-text.js";
import { isLive } from "../domain/reader-action.js";
import { refreshPayment } from "../operations/refresh-payment.js";
import { tellOnce } from "../operations/tell-once.js";
import { waitWithin } from "../operations/wait-within.js";
import type { Deps } from "./deps.js";

export interface TwintReturn {
  state: "WAITING" | "PAID" | "FAILED" | "EXPIRED";
  /** The till's own address, from our row, once the outcome is known. */
  forwardTo: string | null;
}

const CUSTOMER = "customer";

/**
 * What a customer who comes back from TWINT is shown, by the opaque token in our address. The payment is read at Stripe,
 * which often still says `requires_action` right after a good return: that is WAITING.
 */
export async function lookUpTwintReturn(deps: Deps, returnToken: string): Promise<TwintReturn | null> {
  // It comes from an address, and not through the door that GraphQL's texts come through.
  if (!isKeepableText(returnToken)) return null;
  const before = await findActionByReturnToken(deps.db, returnToken);
  if (before === undefined) return null;
  await tellOnce(deps, {
    type: "payment.customer_returned",
    paymentId: before.paymentId,
    actor: CUSTOMER,
    about: { name: "actionId", id: before.id },
  });
  if (isLive(before.state)) {
    const look = () => refreshPayment(deps, before.paymentId, { actor: CUSTOMER });
    await waitWithin(deps, { name: "look after a customer's return", work: look });
  }
  const action = (await findActionByReturnToken(deps.db, returnToken)) ?? before;
  const payment = await findPayment(deps.db, action.paymentId);
  const state = isLive(action.state) ? "WAITING" : outcomeOf(action.state, payment?.status);
  return { state, forwardTo: state === "WAITING" ? null : action.returnUrl };
}

function outcomeOf(actionState: string, status: string | undefined): TwintReturn["state"] {
  if (actionState === "SUCCEEDED") return "PAID";
  return actionState === "CANCELED" || status === "CANCELED" ? "EXPIRED" : "FAILED";
}
