import type { OperationDeps } from "../operations/deps.js";

/** Long enough for whatever a test waits for: Stripe's slowest call, tried three times. */
const UNTIL_DONE_MS = 90_000;

/** Works on all pieces at once; what takes longer than is waited for goes on in the background, which logs what fails. */
export async function runAll<T>(
  deps: OperationDeps,
  pieces: readonly T[],
  { name, waitMs, work }: { name: string; waitMs: number | undefined; work: (piece: T) => Promise<void> },
): Promise<number> {
  const settled = Promise.allSettled(pieces.map((piece) => deps.background.run(name, () => work(piece))));
  const round = new AbortController();
  await Promise.race([settled, deps.clock.sleep(waitMs ?? UNTIL_DONE_MS, round.signal)]);
  round.abort();
  return pieces.length;
}
