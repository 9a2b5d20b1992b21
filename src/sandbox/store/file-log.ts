import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

import type { EffectLog } from "./effect-log.js";
import { LineReader } from "./line-reader.js";
import { LineWriter } from "./line-writer.js";
import type { Effects } from "./state.js";

/** Bytes of log after which a snapshot takes its place: reading this much back takes about a second. */
const COMPACT_AFTER_BYTES = 64 * 1024 * 1024;

/** The first line of a snapshot, and of the log that goes on from it; folders of older releases have none. */
interface Generation {
  readonly generation: number;
}

/**
 * An append-only log beside a snapshot, one JSON line per request.
 *
 * The write is synchronous and goes to the page cache: it survives SIGKILL of this process, which is what is promised,
 * and not a power cut. A snapshot is renamed into place before the log is cut; a log that a death in between left is of
 * an older generation than the snapshot, and is not read. A line that could not be written whole is cut off again before
 * the next one, for its request was refused.
 */
export function openFileLog(folder: string): EffectLog {
  mkdirSync(folder, { recursive: true });
  const snapshotPath = join(folder, "snapshot.ndjson");
  const logPath = join(folder, "effects.ndjson");
  const descriptor = openSync(logPath, "a");
  const log = new LineWriter(descriptor);
  let generation = 0;
  let size = 0;
  let compactAfterBytes = COMPACT_AFTER_BYTES;
  /** Whether the file holds the generation's line and what was answered, and nothing else. */
  let isClean = true;
  let isClosed = false;

  function write(line: Effects | Generation): void {
    isClean = false;
    log.add(line);
    size += log.flush();
    isClean = true;
  }

  function cleanUp(): void {
    log.drop();
    ftruncateSync(descriptor, size);
    isClean = true;
    if (size === 0 && generation > 0) write({ generation });
  }

  /** A delayed request may outlive the sandbox, and its descriptor's number may be another file's by then. */
  function assertOpen(): void {
    if (isClosed) throw new Error("the sandbox is closed");
  }

  return {
    *read() {
      const snapshot = new LineReader<Effects | Generation>(snapshotPath);
      for (const line of snapshot.lines()) {
        if ("generation" in line) ({ generation } = line);
        else yield line;
      }
      compactAfterBytes = Math.max(COMPACT_AFTER_BYTES, snapshot.intactBytes);

      const effects = new LineReader<Effects | Generation>(logPath);
      let generationOfLog = 0;
      for (const line of effects.lines()) {
        if ("generation" in line) generationOfLog = line.generation;
        else if (generationOfLog === generation) yield line;
      }
      size = generationOfLog === generation ? effects.intactBytes : 0;
      cleanUp();
    },
    append(effects) {
      assertOpen();
      if (!isClean) cleanUp();
      write(effects);
    },
    isDueForCompaction: () => size > compactAfterBytes,
    replace(snapshot) {
      assertOpen();
      // Until this one stands there, the log may grow by as much again before another is tried.
      compactAfterBytes = size + COMPACT_AFTER_BYTES;
      const bytes = writeSnapshot(snapshotPath, generation + 1, snapshot);
      generation += 1;
      compactAfterBytes = Math.max(COMPACT_AFTER_BYTES, bytes);
      // Nothing may fail once the snapshot stands there: the log, too old to be read now, is cut by the next line.
      size = 0;
      isClean = false;
    },
    close() {
      isClosed = true;
      closeSync(descriptor);
    },
  };
}

function writeSnapshot(path: string, generation: number, snapshot: Iterable<Effects>): number {
  const temporary = `${path}.new`;
  const descriptor = openSync(temporary, "w");
  try {
    const lines = new LineWriter(descriptor);
    lines.add({ generation } satisfies Generation);
    for (const effects of snapshot) lines.add(effects);
    const size = lines.flush();
    fsyncSync(descriptor);
    renameSync(temporary, path);
    return size;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}
