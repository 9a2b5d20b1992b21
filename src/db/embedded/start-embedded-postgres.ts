import { setTimeout as sleep } from "node:timers/promises";
import { SUPERUSER } from "./create-cluster.js";
import { EmbeddedPostgresError } from "./embedded-postgres-error.js";
import { ensureDatabase } from "./ensure-database.js";
import { findServer, type RunningServer } from "./find-server.js";
import { LOOPBACK } from "./free-port.js";
import { type Guardian, startGuardian } from "./guardian.js";
import { launchServer, type LaunchOptions, POLL_EVERY_MS } from "./launch-server.js";
import { type Installation, prepareInstallation } from "./prepare-installation.js";
import { stopServer } from "./stop-server.js";

export interface EmbeddedPostgresOptions {
  /** For example .tillgraph/postgres; created when absent. */
  dataDir: string;
  /** "none" survives no crash of the machine and is for tests. A live server that is adopted keeps what it has. */
  durability?: "full" | "none";
  /** Gets each line that Postgres logs, as long as this process keeps the server. */
  log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** postgres://user:password@127.0.0.1:port/tillgraph */
  url: string;
  port: number;
  pid: number;
  /** Ends the server and returns when no process is left; one that a living process of ours keeps is left to it. */
  stop(): Promise<void>;
}

/** Long enough for recovery after a crash under load; a usual start takes a tenth of a second. */
const START_WITHIN_MS = 60_000;

/**
 * Starts the Postgres of this data folder, or joins the one that runs on it already.
 *
 * Whoever starts a server keeps it: it ends with that process, however the process ends. A server whose keeper and
 * guardian are both gone is kept from then on by the one who finds it.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const installation = await prepareInstallation(options.dataDir);
  const deadlineMs = performance.now() + START_WITHIN_MS;
  const launchOptions = { durability: options.durability ?? "full", log: options.log, deadlineMs };

  while (performance.now() < deadlineMs) {
    const found = await adoptOrLaunch(installation, launchOptions);
    if (found) return found;
    await sleep(POLL_EVERY_MS);
  }
  const message = `A server of ${installation.cluster} neither becomes ready nor ends.`;
  throw new EmbeddedPostgresError("START_TIMED_OUT", message);
}

/** One look at the folder; undefined where what is there has to come or go first. */
async function adoptOrLaunch(
  installation: Installation,
  options: LaunchOptions,
): Promise<EmbeddedPostgres | undefined> {
  const running = await findServer(installation.cluster);
  if (running?.isEnding) return undefined;
  if (running) return running.isReady ? adopt(installation, running, options.log) : undefined;

  const launched = await launchServer(installation, options);
  if (!launched) return undefined;
  try {
    const server = toEmbeddedPostgres(installation, launched.server, launched.guardian);
    await ensureDatabase(server.url);
    return server;
  } catch (error) {
    await launched.guardian.release();
    throw error;
  }
}

async function adopt(
  installation: Installation,
  running: RunningServer,
  log: LaunchOptions["log"],
): Promise<EmbeddedPostgres | undefined> {
  const isOrphan = running.guardianPid === undefined && process.platform !== "win32";
  const server = toEmbeddedPostgres(
    installation,
    running,
    isOrphan ? startGuardian(installation, { orphanPid: running.pid }, log) : undefined,
  );
  try {
    await ensureDatabase(server.url);
    return server;
  } catch (error) {
    // It went away between the look and the question.
    if (isUnavailable(error)) return undefined;
    throw error;
  }
}

/** Refused, cut off, starting up or shutting down. */
function isUnavailable(error: unknown): boolean {
  const { code } = error as { code?: string };
  return ["ECONNREFUSED", "ECONNRESET", "EPIPE", "CONNECTION_CLOSED", "CONNECT_TIMEOUT", "57P03", "57P01"].includes(
    code ?? "",
  );
}

function toEmbeddedPostgres(
  { cluster, password }: Installation,
  { pid, port }: RunningServer,
  guardian: Guardian | undefined,
): EmbeddedPostgres {
  if (port === undefined) throw new EmbeddedPostgresError("START_FAILED", `${cluster} names no port of its server.`);
  let stopped: Promise<void> | undefined;
  return {
    url: `postgres://${SUPERUSER}:${password}@${LOOPBACK}:${port}/tillgraph`,
    port,
    pid,
    stop: () => (stopped ??= guardian ? stopServer(guardian, cluster, pid) : Promise.resolve()),
  };
}
