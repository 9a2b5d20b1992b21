import { closeSync, existsSync, openSync, readSync } from "node:fs";

/** Files are read in pieces of this size, so that they never stand in memory as a whole. */
const CHUNK_BYTES = 1024 * 1024;

const NEWLINE = 10;

/** Reads JSON lines, whole ones only: SIGKILL may have torn the last one, and its request was never answered. */
export class LineReader<Line> {
  /** How many bytes were whole, once all lines were read. */
  intactBytes = 0;
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  *lines(): Generator<Line> {
    if (!existsSync(this.#path)) return;
    const descriptor = openSync(this.#path, "r");
    try {
      let rest: Buffer = Buffer.alloc(0);
      for (let chunk = readChunk(descriptor); chunk.length > 0; chunk = readChunk(descriptor)) {
        const bytes = Buffer.concat([rest, chunk]);
        let start = 0;
        for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
          yield this.#parse(bytes.toString("utf8", start, end));
          this.intactBytes += end + 1 - start;
          start = end + 1;
        }
        rest = bytes.subarray(start);
      }
    } finally {
      closeSync(descriptor);
    }
  }

  #parse(text: string): Line {
    try {
      return JSON.parse(text) as Line;
    } catch (error) {
      throw new Error(`${this.#path} is damaged at byte ${this.intactBytes}: not a JSON line`, { cause: error });
    }
  }
}

function readChunk(descriptor: number): Buffer {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  return chunk.subarray(0, readSync(descriptor, chunk));
}
