import { isLive, type ReaderAction } from "./reader-action.js";

/** How long an outcome may stay unknown before a person is called. */
export const CALL_FOR_HELP_AFTER_MS = 120_000;

/** Whether a reader is held by an action that has been unknown, or past its deadline, for too long to wait on. */
export function isStuck(action: ReaderAction | null, now: Date): boolean {
  if (action === null || !isLive(action.state)) return false;
  const since = action.unknownSince ?? action.deadlineAt;
  return now.getTime() - since.getTime() >= CALL_FOR_HELP_AFTER_MS;
}
