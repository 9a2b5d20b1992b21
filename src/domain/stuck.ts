import { isLive, type ReaderAction } from "./reader-action.js";

/** How long an outcome may stay unknown before a person is called. */
export const CALL_FOR_HELP_AFTER_MS = 120_000;

/** Whether a reader is held by an action that was sent, unknown or past its deadline for too long to wait on. */
export function isStuck(action: ReaderAction | null, now: Date): boolean {
  if (action === null || !isLive(action.state)) return false;
  return now.getTime() - waitedSince(action).getTime() >= CALL_FOR_HELP_AFTER_MS;
}

function waitedSince({ state, startedAt, unknownSince, deadlineAt }: ReaderAction): Date {
  if (state === "DISPATCHING") return startedAt;
  return unknownSince !== null && unknownSince < deadlineAt ? unknownSince : deadlineAt;
}
