import { TillgraphError } from "../../domain/errors.js";
import { formatAmount } from "../../domain/money.js";
import type { Order } from "../../domain/order.js";
import { chargeableMinor } from "../../domain/reservations.js";
import type { Deps } from "../deps.js";

/** Where Stripe does not answer, it is asked again in the background, so that the next request may find it back. */
export function isStripeAvailable(deps: Deps): boolean {
  if (deps.gateway.isAvailable()) return true;
  void deps.background.run("ask whether Stripe answers", () => deps.gateway.readAccount());
  return false;
}

/**
 * Refuses to begin what only Stripe could finish while Stripe does not answer: nothing is written and nothing reserved.
 * Given the order that is to be paid, it says what of it can be taken in cash.
 */
export function assertStripeAvailable(deps: Deps, order?: Order): void {
  if (isStripeAvailable(deps)) return;
  const cash = order === undefined ? "Nothing was changed." : sayCash(order);
  throw new TillgraphError("STRIPE_UNAVAILABLE", `Stripe does not answer at the moment. ${cash}`, {
    retryable: true,
    effect: "NONE",
  });
}

/** Beside a payment that may still take its money, other money is not to be taken, not even where it would fit. */
function sayCash(order: Order): string {
  const freeMinor = order.reservedMinor === 0 ? chargeableMinor(order) : 0;
  return freeMinor === 0 ? "Nothing was changed." : `${formatAmount(freeMinor, order.currency)} can be taken in cash.`;
}
