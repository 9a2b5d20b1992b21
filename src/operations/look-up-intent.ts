import { findPayment, startRead } from "../db/payments.js";
import type { Operation } from "../domain/operation.js";
import type { OperationDeps } from "./deps.js";
import type { Evidence } from "./evidence.js";

/** How far around its creation a PaymentIntent is looked for that we never heard the id of; clocks differ a little. */
const SEARCH_MARGIN_MS = 10 * 60_000;
/** A request that was under way is with Stripe by then, or was never. */
const SEARCH_UNTIL_MS = 24 * 3_600_000;

/**
 * Reads the PaymentIntent that an operation was about: by its id, or for a creation that never answered by our own id in
 * its metadata. Undefined while Stripe does not answer.
 */
export async function lookUpIntent(
  deps: OperationDeps,
  operation: Operation,
  knownId: string | null,
): Promise<Extract<Evidence, { kind: "look" }> | undefined> {
  if (operation.paymentId === null) return undefined;
  const readNumber = await startRead(deps.db, operation.paymentId);
  const payment = await findPayment(deps.db, operation.paymentId);
  const id = knownId ?? payment?.stripePaymentIntentId ?? null;
  const { stripeAccount } = operation.request;
  const result =
    id === null
      ? await deps.gateway.findPaymentIntent({
          paymentId: operation.paymentId,
          createdFrom: new Date(operation.createdAt.getTime() - SEARCH_MARGIN_MS),
          createdTo: new Date(operation.createdAt.getTime() + SEARCH_UNTIL_MS),
          stripeAccount,
        })
      : await deps.gateway.readPaymentIntent(id, stripeAccount);
  if (result.outcome === "Found") return { kind: "look", intent: result.value, readNumber };
  if (result.outcome === "Missing") return { kind: "look", intent: null, readNumber };
  return undefined;
}
