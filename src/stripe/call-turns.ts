import type { Clock } from "../domain/clock.js";
import type { Logger } from "../telemetry/logger.js";
import type { Metrics } from "../telemetry/metrics.js";

/** A till's call is part of what somebody at a till waits for; a job's can wait. */
export type CallPriority = "till" | "job";

/** The line that all instances share. */
export interface CallLine {
  /** Takes the next place and answers in how many milliseconds its turn comes. */
  takeTurn(): Promise<number>;
  /** Takes a place that comes at once and leaves tills their reserve; false where there is none. */
  takeSpareTurn(): Promise<boolean>;
}

export interface CallTurnsDeps {
  line: CallLine;
  /** A till's call goes after this long, whatever became of its turn. */
  longestWaitMs: number;
  clock: Clock;
  logger: Logger;
  metrics: Pick<Metrics, "observeStripeBudgetWait">;
}

/** Resolves when a call may be made. */
export type AwaitTurn = (priority: CallPriority) => Promise<void>;

/** In this time three calls of test mode become free, and a database is not troubled by twenty questions a second. */
const ASK_AGAIN_AFTER_MS = 50;
/** A payment whose outcome is unknown must not wait for a quiet hour: after this long a job's call is a till's. */
const JOB_PATIENCE_MS = 5_000;

/**
 * Has calls to Stripe wait for their turn, tills before jobs. Nothing fails for it: where the line can't be asked or is
 * too long the call is made, and Stripe's own limit has the last word.
 */
export function createCallTurns({ line, longestWaitMs, clock, logger, metrics }: CallTurnsDeps): AwaitTurn {
  /**
   * One job's call asks at a time, and the others stand behind it until it goes: so a till finds one of them before it
   * at the most, also when many have lost their patience in the same moment.
   */
  let jobBefore: Promise<void> = Promise.resolve();

  async function awaitTurn(): Promise<void> {
    const enough = new AbortController();
    const turn = async () => {
      const waitMs = await line.takeTurn();
      if (waitMs > 0) await clock.sleep(Math.ceil(waitMs), enough.signal);
    };
    try {
      await Promise.race([turn(), clock.sleep(longestWaitMs, enough.signal)]);
    } finally {
      enough.abort();
    }
  }

  async function findSpareTurn(untilMs: number): Promise<boolean> {
    while (clock.now().getTime() < untilMs) {
      if (await line.takeSpareTurn()) return true;
      await clock.sleep(ASK_AGAIN_AFTER_MS);
    }
    return false;
  }

  async function findTurn(untilMs: number): Promise<void> {
    if (!(await findSpareTurn(untilMs))) await awaitTurn();
  }

  async function awaitSpareTurn(): Promise<void> {
    const untilMs = clock.now().getTime() + JOB_PATIENCE_MS;
    const gone = jobBefore.then(() => findTurn(untilMs));
    jobBefore = gone.then(noted, noted);
    await gone;
  }

  return async (priority) => {
    const startedMs = clock.now().getTime();
    try {
      await (priority === "till" ? awaitTurn() : awaitSpareTurn());
    } catch (error) {
      logger.warn({ err: error, priority }, "the budget of Stripe calls can't be read; the call is made without");
    }
    metrics.observeStripeBudgetWait({ priority, seconds: (clock.now().getTime() - startedMs) / 1_000 });
  };
}

const noted = () => undefined;
