import type { BothSides } from "./bench-overhead.js";
import { printTable } from "./print-figures.js";
import { STEPS, type Times } from "./sales.js";

const COLUMNS = ["call", "bare p50", "ours p50", "ratio", "bare p99", "ours p99", "ratio"];

export function printOverhead({ ours, bare }: BothSides<Times>): void {
  console.log(
    `\none till, ${ours.length} sales: milliseconds for a call, beside a bare route that calls the same method`,
  );
  const rows = STEPS.map((step) => {
    const [of50, of99] = [0.5, 0.99].map((share) => {
      const [theirs, own] = [bare, ours].map((times) =>
        quantile(
          times.map((each) => each[step]),
          share,
        ),
      );
      return [fixed(theirs), fixed(own), fixed((own ?? NaN) / (theirs ?? NaN))];
    });
    return [step, ...(of50 ?? []), ...(of99 ?? [])];
  });
  printTable([COLUMNS, ...rows]);
}

export function printRates({ ours, bare }: BothSides<number>): void {
  const [own, theirs] = [quantile(ours, 0.5), quantile(bare, 0.5)];
  console.log("\nwebhooks verified and stored in a second, the middle one of the rounds");
  printTable([
    ["", "bare", "ours", "ratio"],
    ["webhooks", theirs.toFixed(0), own.toFixed(0), fixed(own / theirs)],
  ]);
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? NaN;
}

function fixed(value: number | undefined): string {
  return (value ?? NaN).toFixed(2);
}
