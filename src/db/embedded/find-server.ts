import { describeProcess, isSignalable } from "./describe-process.js";
import { ownerOfGuardian } from "./guardian.js";
import { type PostmasterFile, readPostmasterFile, removeStalePostmasterFile } from "./postmaster-file.js";

export interface RunningServer {
  pid: number;
  port: number | undefined;
  isReady: boolean;
  /** The guardian that is the server's parent; undefined for an orphan. */
  guardianPid: number | undefined;
  /** It is on its way out: told to stop, or its owner has died and its guardian is about to notice. */
  isEnding: boolean;
}

/**
 * The live server of this data folder, whoever started it; undefined when there is none.
 *
 * A postmaster.pid that names a zombie or a foreign process is removed, because Postgres would refuse to start over
 * it. One that names a dead pid is left to Postgres, which also checks that no backend has outlived its postmaster.
 */
export async function findServer(cluster: string): Promise<RunningServer | undefined> {
  const file = await readPostmasterFile(cluster);
  if (!file) return undefined;

  const process = await describeProcess(file.pid);
  if (!process || !isPostmasterCommand(process.command, cluster)) {
    if (isSignalable(file.pid)) await removeStalePostmasterFile(cluster, file);
    return undefined;
  }
  return toRunningServer(file, process.parentPid);
}

export async function isServerRunning(cluster: string, pid: number): Promise<boolean> {
  const process = await describeProcess(pid);
  // A process on its way out has let go of its arguments a moment before it is gone.
  const isExiting = process?.command?.trim() === "";
  return process !== undefined && (isExiting || isPostmasterCommand(process.command, cluster));
}

/** Postgres leaves a postmaster's own arguments as they were given (its backends rename themselves). */
export function isPostmasterCommand(command: string | undefined, cluster: string): boolean {
  // Where the platform tells no command, Postgres' own lock is the judge.
  return command === undefined || command.includes(`/postgres -D ${cluster} `);
}

async function toRunningServer(file: PostmasterFile, parentPid: number | undefined): Promise<RunningServer> {
  const parent = parentPid === undefined ? undefined : await describeProcess(parentPid);
  const ownerPid = ownerOfGuardian(parent?.command);
  // The kernel gives a dead process' children another parent at once, before the pipe's end is read.
  const isAbandoned = ownerPid !== undefined && parent?.parentPid !== ownerPid;
  return {
    pid: file.pid,
    port: file.port,
    isReady: file.status === "ready",
    guardianPid: ownerPid === undefined ? undefined : parentPid,
    isEnding: isAbandoned || file.status === "stopping",
  };
}
