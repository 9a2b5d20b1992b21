import type { Operation } from "../domain/operation.js";
import type { OperationDeps } from "./deps.js";
import { perform, type Performed } from "./perform.js";

/** A mutation answers within two seconds; what is left of them is for reading and writing the answer. */
export const ANSWER_WITHIN_MS = 1_700;

/**
 * Carries out an operation in the background, for as long as it takes, and waits for its end as long as a till does.
 * The client's connection has no part in it. Undefined where it is not over yet.
 */
export function performWithin(
  deps: OperationDeps,
  operation: Operation,
  withinMs = ANSWER_WITHIN_MS,
): Promise<Performed | undefined> {
  return waitWithin(
    deps,
    deps.background.run(operation.kind, () => perform(deps, operation)),
    withinMs,
  );
}

/** The same for several operations at once. */
export function performAllWithin(
  deps: OperationDeps,
  operations: readonly Operation[],
  withinMs = ANSWER_WITHIN_MS,
): Promise<(Performed | undefined)[] | undefined> {
  const all = operations.map((operation) => deps.background.run(operation.kind, () => perform(deps, operation)));
  return waitWithin(deps, Promise.all(all), withinMs);
}

async function waitWithin<T>(deps: OperationDeps, work: Promise<T>, withinMs: number): Promise<T | undefined> {
  const timer = new AbortController();
  const late = deps.clock.sleep(withinMs, timer.signal).then(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}
