import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { Installation } from "./prepare-installation.js";
import { GUARDIAN_PROGRAM } from "./guardian-program.js";

export interface Guardian {
  pid: number | undefined;
  hasExited(): boolean;
  /** What Postgres said last, for the message of a failed start. */
  lastLines(): string;
  /** Lets go of the server: the guardian stops it, then ends itself. */
  release(): Promise<void>;
}

/** Either the arguments of a server to start or the pid of one that has lost its guardian. */
export type Charge = { serverArguments: string[] } | { orphanPid: number };

const MARKER = "tillgraph-postgres-guardian";
const REMEMBERED_LINES = 20;
const LAST_LINES_WITHIN_MS = 100;

/** The pid of the process that a guardian works for, read from the guardian's command line. */
export function ownerOfGuardian(command: string | undefined): number | undefined {
  const [, ownerPid] = new RegExp(` ${MARKER} owner=(\\d+) `).exec(command ?? "") ?? [];
  return ownerPid === undefined ? undefined : Number(ownerPid);
}

export function startGuardian(installation: Installation, charge: Charge, log?: (line: string) => void): Guardian {
  const task = toTask(installation, charge);
  const child = spawn(
    process.execPath,
    ["-e", GUARDIAN_PROGRAM, MARKER, `owner=${process.pid}`, JSON.stringify(task)],
    {
      detached: true,
      // Nothing of ours: NODE_OPTIONS would load a test runner into the guardian, PG* would change the server.
      env: serverEnvironment(),
      cwd: dirname(installation.binaries.postgres),
      stdio: ["pipe", "ignore", "pipe"],
      windowsHide: true,
    },
  );

  const lines: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    lines.push(line);
    if (lines.length > REMEMBERED_LINES) lines.shift();
    log?.(line);
  });

  const gone = goneOf(child, lines);
  child.stdin.on("error", () => {}); // the guardian died first; `gone` tells
  letProcessEnd(child);

  return {
    pid: child.pid,
    hasExited: () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined,
    lastLines: () => lines.join("\n"),
    async release() {
      child.ref();
      child.stdin.end();
      await gone;
    },
  };
}

async function goneOf(child: ReturnType<typeof spawn>, lines: string[]): Promise<void> {
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", (error) => {
      lines.push(String(error));
      resolve();
    });
  });
  // The last lines tell why a start failed. "close" alone would not do: a server that outlives a killed guardian
  // holds the pipe open.
  await Promise.race([closed, sleep(LAST_LINES_WITHIN_MS)]);
}

/** LC_ALL: messages in English, and macOS refuses a server whose locale can't be determined. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { LC_ALL: "C", TZ: "UTC" };
}

function toTask({ binaries, cluster, account }: Installation, charge: Charge) {
  const shared = { pgCtl: binaries.pgCtl, cluster, cwd: dirname(binaries.postgres), ...account };
  if ("orphanPid" in charge) {
    return { ...shared, orphanPid: charge.orphanPid, pidFile: join(cluster, "postmaster.pid") };
  }
  return { ...shared, postgres: binaries.postgres, args: charge.serverArguments };
}

/** A process that forgets to stop the server may still end; its guardian then sees the pipe's end. */
function letProcessEnd(child: ReturnType<typeof spawn>): void {
  child.unref();
  for (const stream of [child.stdin, child.stderr]) (stream as unknown as { unref(): void } | null)?.unref();
}
