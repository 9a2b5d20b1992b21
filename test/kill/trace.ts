import { appendFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What happened in which order, one line each, in a file that outlives a day that failed. */
export interface Trace {
  folder: string;
  write(what: string, about: Record<string, unknown>): void;
}

export async function openTrace(day: string): Promise<Trace> {
  const folder = await mkdtemp(join(tmpdir(), `tillgraph-${day}-`));
  const file = join(folder, "trace.ndjson");
  const began = performance.now();
  return {
    folder,
    write(what, about) {
      const atMs = Math.round(performance.now() - began);
      appendFileSync(file, `${JSON.stringify({ atMs, what, ...about })}\n`);
    },
  };
}
