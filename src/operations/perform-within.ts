import type { Operation } from "../domain/operation.js";
import type { OperationDeps } from "./deps.js";
import type { Performed } from "./evidence.js";
import { perform } from "./perform.js";
import { waitWithin } from "./wait-within.js";

/** Carries out an operation, and waits for its end as long as a till does. Undefined where it is not over yet. */
export function performWithin(deps: OperationDeps, operation: Operation): Promise<Performed | undefined> {
  return waitWithin(deps, { name: operation.kind, work: () => perform(deps, operation) });
}

/** The same for several operations at once, each of which goes on whatever becomes of the others. */
export async function performAllWithin(deps: OperationDeps, operations: readonly Operation[]): Promise<void> {
  await Promise.all(operations.map((operation) => performWithin(deps, operation)));
}
