import { readInboxBacklog } from "../db/webhook-inbox.js";
import type { Deps } from "./deps.js";

export interface InboxBacklogResult {
  waiting: number;
  /** 0 where none waits. */
  oldestWaitingSeconds: number;
  dead: number;
}

/** How far the work on webhook events lags behind, for whoever watches the server. */
export async function getInboxBacklog(deps: Pick<Deps, "db" | "clock">): Promise<InboxBacklogResult> {
  const { waiting, waitingSince, dead } = await readInboxBacklog(deps.db);
  const waitedMs = waitingSince === null ? 0 : deps.clock.now().getTime() - waitingSince.getTime();
  return { waiting, oldestWaitingSeconds: Math.max(0, waitedMs / 1_000), dead };
}
