import type { OperationDeps } from "../operations/deps.js";
import type { Job } from "./job.js";

export interface RunningJobs {
  /** Starts no new round and resolves when the running ones are over. */
  stop(): Promise<void>;
}

/** A round waits no longer for its slowest piece: one reader that hangs must not hold up all the others. */
const ROUND_MS = 300;

/** Repeats each job until stopped; a round that fails is logged, and the next one comes all the same. */
export function runJobs(deps: OperationDeps, jobs: readonly Job[]): RunningJobs {
  const stop = new AbortController();
  const loops = jobs.map((job) => loop(deps, job, stop.signal));
  return {
    async stop() {
      stop.abort();
      await Promise.all(loops);
    },
  };
}

async function loop(deps: OperationDeps, job: Job, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await job.runOnce(deps, { waitMs: ROUND_MS, signal });
    } catch (error) {
      deps.logger.error({ err: error, job: job.name }, "a round of a job failed");
    }
    await deps.clock.sleep(job.everyMs, signal);
  }
}
