import { type DestinationStream, type Level, type Logger, pino } from "pino";

export type { Logger };

export interface LoggerOptions {
  level: Level | "silent";
  /** Default: standard output. */
  destination?: DestinationStream;
}

const CENSORED = "[redacted]";

/** What must never stand in a log, wherever in a line it turns up: client secrets, API keys, webhook secrets, bearer keys. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/_secret_[A-Za-z0-9]+/g, `_secret_${CENSORED}`],
  [/\b([sr]k(?:_org)?_(?:test|live)_)[A-Za-z0-9_]+/g, `$1${CENSORED}`],
  [/\bwhsec_[A-Za-z0-9+/=_]+/g, `whsec_${CENSORED}`],
  [/\b(Bearer) [^\s"\\]+/gi, `$1 ${CENSORED}`],
];

/** Takes secrets out of a text. */
export function redactSecrets(text: string): string {
  return SECRETS.reduce((redacted, [pattern, replacement]) => redacted.replace(pattern, replacement), text);
}

/**
 * A logger of JSON lines. Secrets are taken out of the finished line, because an error's message, a database parameter
 * or a nested body may carry one where no list of paths looks.
 */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    redact: { paths: ["authorization", "*.authorization", "*.*.authorization"], censor: CENSORED },
    hooks: { streamWrite: redactSecrets },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
