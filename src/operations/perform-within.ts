import type { Operation } from "../domain/operation.js";
import type { OperationDeps } from "./deps.js";
import type { Performed } from "./evidence.js";
import { perform } from "./perform.js";
import { ANSWER_WITHIN_MS, waitWithin } from "./wait-within.js";

/** Carries out an operation, and waits for its end as long as a till does. Undefined where it is not over yet. */
export function performWithin(
  deps: OperationDeps,
  operation: Operation,
  withinMs = ANSWER_WITHIN_MS,
): Promise<Performed | undefined> {
  return waitWithin(deps, { name: operation.kind, work: () => perform(deps, operation), withinMs });
}

/** The same for several operations at once, each of which goes on whatever becomes of the others. */
export async function performAllWithin(
  deps: OperationDeps,
  operations: readonly Operation[],
  withinMs = ANSWER_WITHIN_MS,
): Promise<void> {
  await Promise.all(operations.map((operation) => performWithin(deps, operation, withinMs)));
}
