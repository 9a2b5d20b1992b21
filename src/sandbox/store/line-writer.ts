import { writeSync } from "node:fs";

/** Lines are gathered in one buffer of this size: a new one for each would be garbage faster than it is collected. */
const BUFFER_BYTES = 256 * 1024;

/** Writes JSON lines to an open file. */
export class LineWriter {
  readonly #descriptor: number;
  readonly #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #gathered = 0;
  #written = 0;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  add(value: unknown): void {
    const line = `${JSON.stringify(value)}\n`;
    const length = Buffer.byteLength(line);
    if (length > BUFFER_BYTES - this.#gathered) this.#empty();
    if (length > BUFFER_BYTES) this.#write(Buffer.from(line), length);
    else this.#gathered += this.#buffer.write(line, this.#gathered);
  }

  /** Answers how many bytes were written since the last time. */
  flush(): number {
    this.#empty();
    const written = this.#written;
    this.#written = 0;
    return written;
  }

  /** Forgets what a failed write left gathered: it was refused, and must not go out with a later line. */
  drop(): void {
    this.#gathered = 0;
    this.#written = 0;
  }

  #empty(): void {
    this.#write(this.#buffer, this.#gathered);
    this.#gathered = 0;
  }

  /** One write call may take less than it was given. */
  #write(bytes: Buffer, length: number): void {
    let written = 0;
    while (written < length) written += writeSync(this.#descriptor, bytes, written, length - written);
    this.#written += length;
  }
}
