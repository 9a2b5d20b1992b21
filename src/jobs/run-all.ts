import type { OperationDeps } from "../operations/deps.js";

/** A round waits no longer for its slowest piece: one reader that hangs must not hold up all the others. */
const ROUND_MS = 5_000;

/** Works on all pieces at once; what takes longer than a round goes on in the background, which logs what fails. */
export async function runAll<T>(
  deps: OperationDeps,
  pieces: readonly T[],
  { name, work }: { name: string; work: (piece: T) => Promise<void> },
): Promise<number> {
  const settled = Promise.allSettled(pieces.map((piece) => deps.background.run(name, () => work(piece))));
  const round = new AbortController();
  await Promise.race([settled, deps.clock.sleep(ROUND_MS, round.signal)]);
  round.abort();
  return pieces.length;
}
