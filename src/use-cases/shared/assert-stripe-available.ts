import { TillgraphError } from "../../domain/errors.js";
import type { Deps } from "../deps.js";

/**
 * Refuses to begin what only Stripe could finish while Stripe does not answer: nothing is written and nothing reserved.
 * In the background it is asked again, so that the next request may find it back.
 */
export function assertStripeAvailable(deps: Deps): void {
  if (deps.gateway.isAvailable()) return;
  void deps.background.run("ask whether Stripe answers", () => deps.gateway.readAccount());
  throw new TillgraphError("STRIPE_UNAVAILABLE", "Stripe does not answer at the moment. Cash can be taken.", {
    retryable: true,
    effect: "NONE",
  });
}
