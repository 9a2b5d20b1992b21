import { TillgraphError } from "../../domain/errors.js";
import type { Deps } from "../deps.js";

/** Where Stripe does not answer, it is asked again in the background, so that the next request may find it back. */
export function isStripeAvailable(deps: Deps): boolean {
  if (deps.gateway.isAvailable()) return true;
  void deps.background.run("ask whether Stripe answers", () => deps.gateway.readAccount());
  return false;
}

/** Refuses to begin what only Stripe could finish while Stripe does not answer: nothing is written and nothing reserved. */
export function assertStripeAvailable(deps: Deps): void {
  if (isStripeAvailable(deps)) return;
  throw new TillgraphError("STRIPE_UNAVAILABLE", "Stripe does not answer at the moment. Cash can be taken.", {
    retryable: true,
    effect: "NONE",
  });
}
