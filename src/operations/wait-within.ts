import type { OperationDeps } from "./deps.js";

/** A mutation answers within two seconds; what is left of them is for reading and writing the answer. */
export const ANSWER_WITHIN_MS = 1_700;

/**
 * Lets work go on in the background, for as long as it takes, and waits for its end as long as a till does. The
 * client's connection has no part in it. Undefined where it is not over yet.
 */
export async function waitWithin<T>(
  deps: OperationDeps,
  { name, work, withinMs = ANSWER_WITHIN_MS }: { name: string; work: () => Promise<T>; withinMs?: number },
): Promise<T | undefined> {
  const timer = new AbortController();
  const late = deps.clock.sleep(withinMs, timer.signal).then(() => undefined);
  try {
    return await Promise.race([deps.background.run(name, work), late]);
  } finally {
    timer.abort();
  }
}
