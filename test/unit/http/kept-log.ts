import { Writable } from "node:stream";
import { createLogger, type Logger } from "../../../src/telemetry/logger.js";

/** A logger whose lines are kept. */
export function createKeptLog(): { logger: Logger; logged: () => string } {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { logger: createLogger({ level: "trace", destination }), logged: () => lines.join("") };
}
