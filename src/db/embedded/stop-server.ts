import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedPostgresError } from "./embedded-postgres-error.js";
import { isServerRunning } from "./find-server.js";
import type { Guardian } from "./guardian.js";
import { POLL_EVERY_MS } from "./launch-server.js";

const GONE_WITHIN_MS = 3000;

/** Stops the server that this guardian keeps and returns when no process of it is left. */
export async function stopServer(guardian: Guardian, cluster: string, pid: number): Promise<void> {
  await guardian.release();
  // Its guardian was killed before it could stop the server.
  if (await isServerRunning(cluster, pid)) signalToStop(pid);

  const deadlineMs = performance.now() + GONE_WITHIN_MS;
  while (await isServerRunning(cluster, pid)) {
    if (performance.now() > deadlineMs) {
      throw new EmbeddedPostgresError("STOP_TIMED_OUT", `Postgres (process ${pid}) does not stop.`);
    }
    await sleep(POLL_EVERY_MS);
  }
}

function signalToStop(pid: number): void {
  try {
    process.kill(pid, "SIGINT");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
