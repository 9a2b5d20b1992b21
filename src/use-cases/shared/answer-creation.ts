import { TillgraphError } from "../../domain/errors.js";
import type { Operation } from "../../domain/operation.js";
import { toRefusalError } from "../../domain/refusals.js";
import { performWithin } from "../../operations/perform-within.js";
import type { Deps } from "../deps.js";

/**
 * Carries out the creation of something that has its row only once Stripe made it, and answers with the row. Where that
 * takes longer than a client waits, the same request again will find it.
 */
export async function answerCreation<T>(
  deps: Deps,
  { id, operation }: { id: string; operation: Operation | undefined },
  find: (id: string) => Promise<T | undefined>,
): Promise<T> {
  const performed = operation === undefined ? undefined : await performWithin(deps, operation);
  if (performed?.refusal != null) throw toRefusalError(performed.refusal);
  const made = await find(id);
  if (made !== undefined) return made;
  throw new TillgraphError(
    "STRIPE_UNAVAILABLE",
    "Stripe did not make it, or has not answered yet. Ask again with the same key.",
    {
      retryable: true,
      effect: "POSSIBLE",
    },
  );
}
