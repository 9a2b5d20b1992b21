import type { Figures } from "./coverage.js";

/** To stdout, past vitest's own reporting: the figures are what the lane is run for. */
export function printFigures(figures: Figures): void {
  const { operations, schemas, enumValues, errorRows, eventTypes, unchecked } = figures;
  const lines = [
    `operations exercised: ${operations.exercised} of ${operations.inDocument} in the document`,
    `schemas exercised: ${schemas.exercised} of ${schemas.inDocument}`,
    `enum values seen: ${enumValues} (event types: ${eventTypes.length})`,
    `error rows seen: ${errorRows.length}`,
    `unchecked, for the document lacks it: ${unchecked.join(", ") || "nothing"}`,
    `not exercised: ${operations.missing.join(", ")}`,
  ];
  process.stdout.write(`\nconformance\n${lines.map((line) => `  ${line}`).join("\n")}\n`);
}
