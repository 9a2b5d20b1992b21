import "reflect-metadata";
import { checkDay } from "./check-day.js";
import { type DayResult, playDay } from "./trading-day.js";

/** What the parent asks a worker for. */
export interface WorkOrder {
  seed: number;
  adminUrl: string;
  /** Plays the day twice, to see whether it is the same day. */
  isTwice: boolean;
  /** Prints each step. */
  isTraced: boolean;
}

/** What a worker answers. */
export interface PlayedDay {
  seed: number;
  orders: number;
  steps: number;
  virtualMs: number;
  digest: string;
  fired: [kind: string, times: number][];
  moved: [kind: string, times: number][];
  problems: string[];
  seconds: number;
}

process.on("message", (order: WorkOrder) => {
  void play(order).then((played) => process.send?.(played));
});
// Time-outs of requests that a crash left behind would keep it waiting.
process.on("disconnect", () => process.exit(0));

async function play({ seed, adminUrl, isTwice, isTraced }: WorkOrder): Promise<PlayedDay> {
  const startedMs = performance.now();
  const options = { seed: String(seed), adminUrl, tell: isTraced ? (line: string) => console.log(line) : undefined };
  try {
    const day = await playDay(options);
    const problems = problemsOf(day);
    if (isTwice && (await playDay(options)).digest !== day.digest)
      problems.push("the seed was played twice and gave two traces");
    const { steps, virtualMs, digest, record } = day;
    const orders = record.rows.orders.length;
    const seconds = (performance.now() - startedMs) / 1_000;
    const [fired, moved] = [[...day.fired], [...day.moved]];
    return { seed, orders, steps, virtualMs, digest, fired, moved, problems, seconds };
  } catch (error) {
    const problems = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
    return { seed, orders: 0, steps: 0, virtualMs: 0, digest: "", fired: [], moved: [], problems, seconds: 0 };
  }
}

function problemsOf(day: DayResult): string[] {
  const findings = checkDay(day.record).map(
    ({ rule, message, step }) => `${rule}: ${message}${step === undefined ? "" : ` (step ${step})`}`,
  );
  return [...day.errors, ...findings];
}
