import { createLogger, type Logger } from "../../src/telemetry/logger.js";

const ERROR_LEVEL = 50;

export interface TestLogger {
  logger: Logger;
  /** Every line, as it would be printed. */
  lines: string[];
  /** The errors nobody expected: a test that leaves some behind fails. */
  unexpectedErrors(): string[];
  /** Says that an error whose line holds this text belongs to the test. */
  expectError(text: string): void;
}

export function createTestLogger(): TestLogger {
  const lines: string[] = [];
  const expected: string[] = [];
  const logger = createLogger({ level: "debug", destination: { write: (line: string) => void lines.push(line) } });
  return {
    logger,
    lines,
    expectError: (text) => void expected.push(text),
    unexpectedErrors: () =>
      lines.filter((line) => {
        const { level } = JSON.parse(line) as { level: number };
        return level >= ERROR_LEVEL && !expected.some((text) => line.includes(text));
      }),
  };
}
