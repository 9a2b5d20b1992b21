import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startEmbeddedPostgres } from "../../src/db/embedded/start-embedded-postgres.js";
import { FAULTS, MOVES } from "./fault-book.js";
import { READER_TROUBLE_KINDS } from "./reader-troubles.js";
import { ANSWER_FAULT_KINDS } from "./stripe-host.js";
import type { PlayedDay, WorkOrder } from "./worker.js";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "20" },
    /** The first seed; the others count on from it. */
    from: { type: "string", default: "1" },
    /** How many days are played at once, each in a process of its own. */
    workers: { type: "string", default: "2" },
    /** Prints each step. */
    trace: { type: "boolean", default: false },
    /** Ends with the first day in which something is found; how much went wrong in a day is not judged. */
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
const WORKER = fileURLToPath(new URL("./worker.ts", import.meta.url));

const first = Number(values.from);
const seeds = Array.from({ length: Number(values.seeds) }, (_, place) => first + place);
const [fired, moved] = [new Map<string, number>(), new Map<string, number>()];
let [passed, failed] = [0, 0];

await withPostgres(async (adminUrl) => {
  const waiting = [...seeds];
  const workers = Array.from({ length: Math.min(Number(values.workers), seeds.length) }, () => fork(WORKER));
  await Promise.all(workers.map((worker) => playAll(worker, waiting, adminUrl)));
});
if (seeds.length >= ALL_KINDS_IN && !values.stop) {
  const missing = [
    ...FAULT_KINDS.filter((kind) => !fired.has(kind)),
    ...Object.keys(MOVES).filter((kind) => !moved.has(kind)),
  ];
  if (missing.length > 0) console.log(`never fired: ${missing.join(", ")}`);
  count(missing.length === 0);
}
printCounts(`faults fired in ${seeds.length} days`, fired);
printCounts("what is rarely done at a till, and was", moved);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Hands a worker one seed after the other, until none waits any more. */
async function playAll(worker: ChildProcess, waiting: number[], adminUrl: string): Promise<void> {
  for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
    const isTwice = seed === first && !values.stop;
    const order: WorkOrder = { seed, adminUrl, isTwice, isTraced: values.trace };
    worker.send(order);
    report(await answerOf(worker, seed));
    if (values.stop && failed > 0) break;
  }
  worker.disconnect();
}

async function answerOf(worker: ChildProcess, seed: number): Promise<PlayedDay> {
  const over = new AbortController();
  try {
    const ended = once(worker, "exit", { signal: over.signal }).then(() => undefined);
    const answered = once(worker, "message", { signal: over.signal }).then(([day]) => day as PlayedDay);
    const day = await Promise.race([answered, ended]);
    if (day === undefined) throw new Error(`seed ${seed}: the worker ended by itself`);
    return day;
  } finally {
    over.abort();
  }
}

function printCounts(what: string, counts: ReadonlyMap<string, number>): void {
  console.log(`\n${what}:`);
  for (const [kind, times] of [...counts].toSorted(([, a], [, b]) => b - a))
    console.log(`${String(times).padStart(7)} ${kind}`);
}

function report(day: PlayedDay): void {
  const { seed, orders, steps, virtualMs, digest, seconds } = day;
  const faults = day.fired.reduce((sum, [, times]) => sum + times, 0);
  const isQuiet = faults < FEWEST_FAULTS && !values.stop;
  const problems = isQuiet ? [...day.problems, `only ${faults} faults fired`] : day.problems;
  for (const [kind, times] of day.fired) fired.set(kind, (fired.get(kind) ?? 0) + times);
  for (const [kind, times] of day.moved) moved.set(kind, (moved.get(kind) ?? 0) + times);
  const minutes = (virtualMs / 60_000).toFixed(1);
  console.log(
    `seed ${seed}: ${orders} orders, ${faults} faults, ${steps} steps, ${minutes} min in ${seconds.toFixed(1)} s, ` +
      `trace ${digest}: ${problems.length === 0 ? "passed" : "FAILED"}`,
  );
  for (const problem of problems) console.log(`  ${problem}`);
  if (problems.length > 0) console.log(`  again: npm run simulate -- --seeds 1 --from ${seed} --trace`);
  count(problems.length === 0);
}

function count(isPassed: boolean): void {
  if (isPassed) passed += 1;
  else failed += 1;
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
