import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Usage {
  /** User and system time of all its threads, garbage collection too. */
  readonly cpuMs: number;
  readonly rss: number;
  /** Objects and buffers. */
  readonly heap: number;
  readonly peakRss: number;
}

export interface MeasuredProcess {
  readonly port: number;
  /** From the spawn to the line that names the port. */
  readonly startedInMs: number;
  usage(): Promise<Usage>;
  /** The same after a full garbage collection. */
  usageCollected(): Promise<Usage>;
  stop(): Promise<void>;
}

const PROBE = fileURLToPath(new URL("./probe.mjs", import.meta.url));

/** Starts a server in a process of its own; it prints its address once it listens. */
export async function startMeasured(program: string, args: readonly string[]): Promise<MeasuredProcess> {
  const began = performance.now();
  const child = spawn(process.execPath, ["--expose-gc", "--import", PROBE, program, ...args], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const port = await portOf(child);
  const startedInMs = performance.now() - began;
  const ask = async (question: "cpu" | "memory"): Promise<Usage> => {
    const answered = once(child, "message");
    child.send(question);
    const [usage] = (await answered) as [Usage];
    return usage;
  };
  return {
    port,
    startedInMs,
    usage: () => ask("cpu"),
    usageCollected: () => ask("memory"),
    async stop() {
      const closed = once(child, "close");
      child.kill("SIGTERM");
      await closed;
    },
  };
}

async function portOf({ stdout }: ChildProcess): Promise<number> {
  if (!stdout) throw new Error("the process has no output");
  for await (const line of createInterface({ input: stdout })) {
    const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error("the process ended before it listened");
}
