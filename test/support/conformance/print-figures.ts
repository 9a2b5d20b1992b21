import type { Figures } from "./coverage.js";

/** To stdout, past vitest's own reporting: the figures are what the lane is run for. */
export function printFigures(title: string, figures: Figures): void {
  const { checked, operations, schemas, enumValues, errorRows, eventTypes, unchecked } = figures;
  const lines = [
    `held to the document: ${checked.requests} requests, ${checked.answers} answers, ${checked.events} events`,
    `operations exercised: ${operations.exercised} of ${operations.inDocument} in the document`,
    `schemas exercised: ${schemas.exercised} of ${schemas.inDocument}`,
    `enum values seen: ${enumValues} (event types: ${eventTypes.length})`,
    `error rows seen: ${errorRows.length}`,
    `unchecked, for the document lacks it: ${unchecked.join(", ") || "nothing"}`,
    `not exercised: ${operations.missing.join(", ")}`,
  ];
  process.stdout.write(`\n${title}\n${lines.map((line) => `  ${line}`).join("\n")}\n`);
}
