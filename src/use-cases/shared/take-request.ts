import { takeClientKey } from "../../db/client-keys.js";
import type { Transaction } from "../../db/client.js";
import { findOperation } from "../../db/operations.js";
import { contentHash } from "../../domain/content-hash.js";
import { BadInput, TillgraphError } from "../../domain/errors.js";
import { toRefusalError } from "../../domain/refusals.js";
import type { Deps } from "../deps.js";

const MAX_KEY = 255;

export interface ClientRequest {
  mutation: string;
  key: string;
  /** The whole input: another one under the same key is refused. */
  input: unknown;
  /** What the request makes, if it is the first with its key. */
  entityId: string;
  operationId: string | null;
}

/** Refuses a client's key for a request or an attempt that is empty or too long. */
export function assertClientKey(field: string, key: string): void {
  if (key.trim() === "" || key.length > MAX_KEY) throw new BadInput(field, `${field} has 1 to ${MAX_KEY} characters.`);
}

/**
 * Takes a client's idempotency key for its request. Answers null when it is new; else the id of what the earlier, equal
 * request made, which the caller reads anew. Another request under the key is refused, one still under way too. What
 * Stripe refused to make, and has no row for that reason, is refused again: asking on would never find it.
 */
export async function takeRequest(deps: Deps, tx: Transaction, request: ClientRequest): Promise<string | null> {
  const { mutation, key, input, entityId, operationId } = request;
  const requestHash = contentHash(input);
  const earlier = await takeClientKey(tx, deps.account, {
    mutation,
    key,
    requestHash,
    entityId,
    operationId,
    at: deps.clock.now(),
  });
  if (earlier === "taken") return null;
  if (earlier.requestHash !== requestHash) {
    throw new TillgraphError("IDEMPOTENCY_KEY_REUSED", "This idempotency key was used for another request.", {
      field: "idempotencyKey",
    });
  }
  const operation = earlier.operationId === null ? undefined : await findOperation(tx, earlier.operationId);
  if (operation?.state === "PENDING") {
    throw new TillgraphError("REQUEST_IN_PROGRESS", "The first request with this key is still under way.", {
      retryable: true,
      effect: "POSSIBLE",
      ...(operation.orderId === null ? {} : { orderId: operation.orderId }),
      ...(operation.paymentId === null ? {} : { paymentId: operation.paymentId }),
    });
  }
  if (operation?.refusal != null && operation.paymentId === null) throw toRefusalError(operation.refusal);
  return earlier.entityId;
}
