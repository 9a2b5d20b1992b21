import type { ReaderAction } from "./reader-action.js";

/** A command that we stopped waiting for may be on its way for a moment: until then no other customer gets its reader. */
const LOST_COMMAND_ARRIVES_WITHIN_MS = 5_000;

/**
 * Whether a hand-over without an answer may still reach its reader. Counted from when its answer was given up: it may have
 * waited for its turn, or been under way, for long before.
 */
export function mayStillArrive({ acknowledged, unknownSince, startedAt }: ReaderAction, now: Date): boolean {
  return !acknowledged && now.getTime() - (unknownSince ?? startedAt).getTime() < LOST_COMMAND_ARRIVES_WITHIN_MS;
}
