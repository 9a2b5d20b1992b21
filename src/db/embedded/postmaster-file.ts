import { randomBytes } from "node:crypto";
import { link, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** What a postmaster writes about itself into its data folder. */
export interface PostmasterFile {
  /** As read, to recognise this very file again. */
  text: string;
  pid: number;
  port: number | undefined;
  /** "starting", "ready", "stopping" or "standby"; undefined until the server has come so far. */
  status: string | undefined;
}

/** Lines of postmaster.pid, as in src/include/utils/pidfile.h: pid, folder, start time, port, …, status as the eighth. */
const PORT_LINE = 3;
const STATUS_LINE = 7;

const EMPTY_AT_MOST_MS = 200;

export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split("\n");
  const pid = Number.parseInt(lines[0] ?? "", 10);
  if (!(pid > 0)) return undefined;
  const port = Number.parseInt(lines[PORT_LINE] ?? "", 10);
  return { text, pid, port: port > 0 ? port : undefined, status: lines[STATUS_LINE]?.trim() || undefined };
}

export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  let text = await readText(cluster);
  if (text === "") {
    // Made and not yet written to, which lasts microseconds, unless the machine went down just then: Postgres would
    // refuse to start over it for ever.
    await sleep(EMPTY_AT_MOST_MS);
    text = await readText(cluster);
    if (text === "") await removeStalePostmasterFile(cluster, { text });
  }
  return parsePostmasterFile(text ?? "");
}

async function readText(cluster: string): Promise<string | undefined> {
  try {
    return await readFile(pathOf(cluster), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Removes the file that was judged stale, and no other.
 *
 * Between the judgement and the removal another start may have put its own file there, so the file is moved aside,
 * compared, and put back if it is a different one. (Should a third start slip into that gap, Postgres still refuses
 * it: the shared memory segment of a data folder admits one postmaster.)
 */
export async function removeStalePostmasterFile(cluster: string, stale: { text: string }): Promise<void> {
  const aside = `${pathOf(cluster)}.stale-${randomBytes(4).toString("hex")}`;
  try {
    await rename(pathOf(cluster), aside);
    if ((await readFile(aside, "utf8")) !== stale.text) await link(aside, pathOf(cluster));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "EEXIST") throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

function pathOf(cluster: string): string {
  return join(cluster, "postmaster.pid");
}
