import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readSync, renameSync } from "node:fs";
import { join } from "node:path";

import type { EffectLog } from "./effect-log.js";
import { LineWriter } from "./line-writer.js";
import type { Effects } from "./state.js";

/** Bytes of log after which a snapshot takes its place: reading this much back takes about a second. */
const COMPACT_AFTER_BYTES = 64 * 1024 * 1024;

/** Files are read in pieces of this size, so that they never stand in memory as a whole. */
const CHUNK_BYTES = 1024 * 1024;

const NEWLINE = 10;

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
  const descriptor = openSync(logPath, "a");
  const log = new LineWriter(descriptor);
  let size = 0;
  let lastSnapshotBytes = 0;
  let isClosed = false;

  return {
    *read() {
      lastSnapshotBytes = yield* readLines(snapshotPath);
      size = yield* readLines(logPath);
      ftruncateSync(descriptor, size);
    },
    append(effects) {
      // A delayed request may outlive the sandbox, and its descriptor's number may be another file's by then.
      if (isClosed) throw new Error("the sandbox is closed");
      log.add(effects);
      size += log.flush();
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

/**
 * Reads whole lines only: SIGKILL may have torn the last one, and its request was never answered. Ends with the number
 * of bytes that were whole.
 */
function* readLines(path: string): Generator<Effects, number> {
  if (!existsSync(path)) return 0;
  const descriptor = openSync(path, "r");
  let intactBytes = 0;
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (let chunk = readChunk(descriptor); chunk.length > 0; chunk = readChunk(descriptor)) {
      const bytes = Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
        yield JSON.parse(bytes.toString("utf8", start, end)) as Effects;
        start = end + 1;
      }
      intactBytes += start;
      rest = bytes.subarray(start);
    }
  } finally {
    closeSync(descriptor);
  }
  return intactBytes;
}

function readChunk(descriptor: number): Buffer {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  return chunk.subarray(0, readSync(descriptor, chunk));
}

function writeSnapshot(path: string, snapshot: Iterable<Effects>): number {
  const temporary = `${path}.new`;
  const descriptor = openSync(temporary, "w");
  const lines = new LineWriter(descriptor);
  for (const effects of snapshot) lines.add(effects);
  const size = lines.flush();
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(temporary, path);
  return size;
}
