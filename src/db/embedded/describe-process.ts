import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";

export interface ProcessDescription {
  parentPid: number | undefined;
  /** Arguments joined by spaces, with one at the end; undefined where the platform doesn't tell (Windows). */
  command: string | undefined;
}

/**
 * What runs under this pid now, or undefined when nothing does.
 *
 * A zombie counts as nothing: signal 0 still succeeds on one, and in a container whose first process never reaps, a
 * dead postmaster stays one for ever.
 */
export async function describeProcess(pid: number): Promise<ProcessDescription | undefined> {
  if (process.platform === "linux") return describeByProc(pid);
  if (process.platform === "win32") return isSignalable(pid) ? { parentPid: undefined, command: undefined } : undefined;
  return describeByPs(pid);
}

/** /proc and not `ps`, which slim container images lack. */
async function describeByProc(pid: number): Promise<ProcessDescription | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // "pid (name) state parent …": the name may itself hold spaces and parentheses.
    const [state, parentPid] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return undefined;
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8");
    return { parentPid: Number(parentPid), command: command.replaceAll("\0", " ") };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function describeByPs(pid: number): Promise<ProcessDescription | undefined> {
  return new Promise((resolve) => {
    // `ps` exits with 1 when there is no such process: no output is the answer.
    execFile("/bin/ps", ["-ww", "-o", "state=,ppid=,command=", "-p", String(pid)], (_error, stdout) => {
      const [, state, parentPid, command] = /^\s*(\S+)\s+(\d+)\s+(.*)$/m.exec(stdout) ?? [];
      const isAlive = state !== undefined && !state.startsWith("Z");
      resolve(isAlive ? { parentPid: Number(parentPid), command: `${command} ` } : undefined);
    });
  });
}

/** The test by which Postgres takes a pid for alive: true for zombies and for processes of other accounts as well. */
export function isSignalable(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** ESRCH: the process ended between opening its file and reading it. */
function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ESRCH";
}
