import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedPostgresError } from "./embedded-postgres-error.js";
import { findServer, type RunningServer } from "./find-server.js";
import { findFreePort } from "./free-port.js";
import { type Guardian, startGuardian } from "./guardian.js";
import type { Installation } from "./prepare-installation.js";
import { toServerArguments } from "./server-arguments.js";

export const POLL_EVERY_MS = 10;

/** Reasons that pass: the port was taken meanwhile, another start was faster, or a killed server's backends still end. */
const PASSING_FAILURE =
  /could not bind|could not create any TCP\/IP sockets|lock file .* (already exists|is empty)|shared memory block/;

export interface LaunchOptions {
  durability: "full" | "none";
  log: ((line: string) => void) | undefined;
  /** By `performance.now()`. */
  deadlineMs: number;
}

export interface Launched {
  guardian: Guardian;
  server: RunningServer;
}

/** Starts a server and waits until it takes connections; undefined where it is worth looking and trying again. */
export async function launchServer(installation: Installation, options: LaunchOptions): Promise<Launched | undefined> {
  const serverArguments = toServerArguments(installation.cluster, await findFreePort(), options.durability);
  const guardian = startGuardian(installation, { serverArguments }, options.log);

  while (performance.now() < options.deadlineMs) {
    const server = await findServer(installation.cluster);
    // By its guardian and not by its port: a start at the same time has a server of its own in this very folder.
    if (server?.isReady && server.guardianPid === guardian.pid) return { guardian, server };
    if (guardian.hasExited()) {
      await guardian.release(); // its last lines are read by then
      if (PASSING_FAILURE.test(guardian.lastLines())) return undefined;
      throw new EmbeddedPostgresError("START_FAILED", `Postgres did not start:\n${guardian.lastLines()}\n`);
    }
    await sleep(POLL_EVERY_MS);
  }
  await guardian.release();
  const message = `Postgres was not ready in time; its last lines:\n${guardian.lastLines()}\n`;
  throw new EmbeddedPostgresError("START_TIMED_OUT", message);
}
