import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

import type { EffectLog } from "./effect-log.js";
import type { Effects } from "./state.js";

/** Bytes of log after which a snapshot takes its place: reading this much back takes about a second. */
const COMPACT_AFTER_BYTES = 64 * 1024 * 1024;

/** Rows are written to a snapshot in pieces of about this size, so that it never stands in memory as a whole. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * An append-only log beside a snapshot, one JSON line per request.
 *
 * The write is synchronous and goes to the page cache: it survives SIGKILL of this process, which is what is promised,
 * and not a power cut. A snapshot is renamed into place before the log is cut; dying in between replays the old log
 * over the newer snapshot, which changes nothing because lines carry whole rows.
 */
export function openFileLog(folder: string): EffectLog {
  mkdirSync(folder, { recursive: true });
  const snapshotPath = join(folder, "snapshot.ndjson");
  const logPath = join(folder, "effects.ndjson");
  const earlier = [...readLines(snapshotPath).effects];
  const tail = readLines(logPath);

  const descriptor = openSync(logPath, "a");
  ftruncateSync(descriptor, tail.intactBytes);
  let size = tail.intactBytes;
  let lastSnapshotBytes = 0;
  let isClosed = false;

  return {
    *read() {
      yield* earlier.splice(0);
      yield* tail.effects.splice(0);
    },
    append(effects) {
      // A delayed request may outlive the sandbox, and its descriptor's number may be another file's by then.
      if (isClosed) throw new Error("the sandbox is closed");
      const line = `${JSON.stringify(effects)}\n`;
      writeAll(descriptor, line);
      size += Buffer.byteLength(line);
    },
    isDueForCompaction: () => size > Math.max(COMPACT_AFTER_BYTES, lastSnapshotBytes),
    replace(snapshot) {
      lastSnapshotBytes = writeSnapshot(snapshotPath, snapshot);
      ftruncateSync(descriptor, 0);
      size = 0;
    },
    close() {
      isClosed = true;
      closeSync(descriptor);
    },
  };
}

/** Reads whole lines only: SIGKILL may have torn the last one, and its request was never answered. */
function readLines(path: string): { effects: Effects[]; intactBytes: number } {
  if (!existsSync(path)) return { effects: [], intactBytes: 0 };
  const bytes = readFileSync(path);
  const effects: Effects[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10, start); end !== -1; end = bytes.indexOf(10, start)) {
    effects.push(JSON.parse(bytes.toString("utf8", start, end)) as Effects);
    start = end + 1;
  }
  return { effects, intactBytes: start };
}

function writeSnapshot(path: string, snapshot: Iterable<Effects>): number {
  const temporary = `${path}.new`;
  const descriptor = openSync(temporary, "w");
  let total = 0;
  let chunk = "";
  for (const effects of snapshot) {
    chunk += `${JSON.stringify(effects)}\n`;
    if (chunk.length < CHUNK_BYTES) continue;
    total += writeAll(descriptor, chunk);
    chunk = "";
  }
  total += writeAll(descriptor, chunk);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(temporary, path);
  return total;
}

/** One write call may take less than it was given. */
function writeAll(descriptor: number, text: string): number {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) written += writeSync(descriptor, bytes, written);
  return written;
}
