import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

import { printFigures } from "./print-figures.js";
import { findOpenApiDocument } from "./openapi-document.js";
import { type Exchange, Recorder } from "./recorder.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Where each shop leaves its traffic; empty where none is recorded. */
    trafficFolder: string;
  }
}

/** Has a project's traffic recorded, holds it to the document when all is said, and fails the run where they differ. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const document = findOpenApiDocument();
  if (!document) {
    project.provide("trafficFolder", "");
    return undefined;
  }
  const folder = await mkdtemp(join(tmpdir(), "tillgraph-traffic-"));
  project.provide("trafficFolder", folder);
  return async () => {
    const recorder = new Recorder(document);
    const shops = await readdir(folder);
    for (const shop of shops)
      for (const exchange of JSON.parse(await readFile(join(folder, shop), "utf8")) as Exchange[])
        recorder.note(exchange);
    await rm(folder, { recursive: true });
    printFigures(`conformance: ${project.name}, ${shops.length} shops`, recorder.figures());
    if (recorder.violations.length === 0) return;
    const told = new Set(recorder.violations.map(({ where, what }) => `${where}: ${what}`));
    process.stderr.write([`${recorder.violations.length} violations of Stripe's document:`, ...told, ""].join("\n  "));
    // What is thrown here vitest only prints.
    process.exitCode = 1;
  };
}
