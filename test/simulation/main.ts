import "reflect-metadata";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmbeddedPostgres } from "../../src/db/embedded/start-embedded-postgres.js";
import { checkDay } from "./check-day.js";
import { FAULTS } from "./fault-book.js";
import { READER_TROUBLE_KINDS } from "./reader-troubles.js";
import { ANSWER_FAULT_KINDS } from "./stripe-host.js";
import { type DayResult, playDay } from "./trading-day.js";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "20" },
    /** The first seed; the others count on from it. */
    from: { type: "string", default: "1" },
    /** Prints each step. */
    trace: { type: "boolean", default: false },
    /** Ends with the first day that fails. */
    stop: { type: "boolean", default: false },
  },
});

const FEWEST_FAULTS = 50;
/** Over so many days each kind of fault has to have fired. */
const ALL_KINDS_IN = 20;
const FAULT_KINDS = [
  ...Object.keys(FAULTS).filter((fault) => fault !== "reader_trouble"),
  ...READER_TROUBLE_KINDS,
  ...ANSWER_FAULT_KINDS,
];

const seeds = Array.from({ length: Number(values.seeds) }, (_, place) => Number(values.from) + place);
const fired = new Map<string, number>();
let [passed, failed] = [0, 0];

await withPostgres(async (adminUrl) => {
  for (const [place, seed] of seeds.entries()) {
    const startedMs = performance.now();
    const day = await play(adminUrl, seed);
    const problems = problemsOf(day);
    if (place === 0 && !values.stop && (await play(adminUrl, seed)).digest !== day.digest) {
      problems.push("the seed was played twice and gave two traces");
    }
    for (const [kind, times] of day.fired) fired.set(kind, (fired.get(kind) ?? 0) + times);
    report(seed, day, { problems, seconds: (performance.now() - startedMs) / 1_000 });
    if (values.stop && failed > 0) return;
  }
});

if (seeds.length >= ALL_KINDS_IN) {
  const missing = FAULT_KINDS.filter((kind) => !fired.has(kind));
  if (missing.length > 0) console.log(`never fired: ${missing.join(", ")}`);
  count(missing.length === 0);
}
console.log(`\nfaults fired in ${seeds.length} days:`);
for (const [kind, times] of [...fired].toSorted(([, a], [, b]) => b - a))
  console.log(`${String(times).padStart(7)} ${kind}`);
console.log(`\n${passed} passed, ${failed} failed`);
// Time-outs of requests that a crash left behind would keep the process waiting.
process.exit(failed === 0 ? 0 : 1);

function play(adminUrl: string, seed: number): Promise<DayResult> {
  return playDay({ seed: String(seed), adminUrl, tell: values.trace ? (line) => console.log(line) : undefined });
}

function problemsOf(day: DayResult): string[] {
  const faults = totalOf(day.fired);
  return [
    ...day.errors,
    ...checkDay(day.record).map(
      ({ rule, message, step }) => `${rule}: ${message}${step === undefined ? "" : ` (step ${step})`}`,
    ),
    ...(faults < FEWEST_FAULTS ? [`only ${faults} faults fired`] : []),
  ];
}

function report(seed: number, day: DayResult, { problems, seconds }: { problems: string[]; seconds: number }): void {
  const { steps, virtualMs, digest, record } = day;
  const minutes = (virtualMs / 60_000).toFixed(1);
  console.log(
    `seed ${seed}: ${record.rows.orders.length} orders, ${totalOf(day.fired)} faults, ${steps} steps, ${minutes} min ` +
      `in ${seconds.toFixed(1)} s, trace ${digest}: ${problems.length === 0 ? "passed" : "FAILED"}`,
  );
  for (const problem of problems) console.log(`  ${problem}`);
  if (problems.length > 0) console.log(`  again: npm run simulate -- --seeds 1 --from ${seed} --trace`);
  count(problems.length === 0);
}

function count(isPassed: boolean): void {
  if (isPassed) passed += 1;
  else failed += 1;
}

function totalOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, times) => sum + times, 0);
}

async function withPostgres(work: (adminUrl: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tillgraph-simulate-"));
  await chmod(folder, 0o755); // as root the server runs as nobody, who has to get in
  const server = await startEmbeddedPostgres({ dataDir: join(folder, "postgres"), durability: "none" });
  try {
    await work(server.url);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
