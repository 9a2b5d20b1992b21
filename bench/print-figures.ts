import type { Figure } from "./drive.js";
import type { Usage } from "./measured-process.js";
import type { Scenario } from "./scenarios.js";

export interface Compared {
  readonly bare: Figure;
  readonly empty: ReadonlyMap<Scenario, Figure>;
  readonly full: ReadonlyMap<Scenario, Figure>;
  readonly held: number;
}

const COLUMNS = ["scenario", "empty", "full", "full:empty", "of bare", "wall/s", "slowest"];

/** Requests per CPU second, before and with the intents held. */
export function printScenarios(title: string, { bare, empty, full, held }: Compared): void {
  console.log(`\n${title}: requests per second of one core's time, empty and with ${held} PaymentIntents`);
  const rows = [...full].map(([scenario, figure]) => [
    scenario.name,
    rounded(empty.get(scenario)?.perCpuSecond ?? NaN),
    rounded(figure.perCpuSecond),
    (figure.perCpuSecond / (empty.get(scenario)?.perCpuSecond ?? NaN)).toFixed(2),
    (figure.perCpuSecond / bare.perCpuSecond).toFixed(2),
    rounded(figure.perSecond),
    `${figure.slowestMs.toFixed(0)} ms`,
  ]);
  const floor = ["bare node:http", rounded(bare.perCpuSecond), "", "", "1.00", rounded(bare.perSecond)];
  printTable([COLUMNS, ...rows, floor]);
}

export function printMemory(title: string, { heap, peakRss, rss }: Usage): void {
  console.log(
    `${title}: heap after collection ${megabytes(heap)}, RSS ${megabytes(rss)}, peak RSS ${megabytes(peakRss)}`,
  );
}

/** Columns under the first row's names. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const [name = "", ...rest] of rows) {
    const cells = rest.map((cell, index) => cell.padStart(widths[index + 1] ?? 0));
    console.log([name.padEnd(widths[0] ?? 0), ...cells].join("  ").trimEnd());
  }
}

function rounded(value: number): string {
  return Math.round(value).toString();
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
