export type EmbeddedPostgresErrorCode =
  | "PLATFORM_UNSUPPORTED"
  | "PACKAGE_MISSING"
  | "DATA_FOLDER_UNUSABLE"
  | "INITDB_FAILED"
  | "START_FAILED"
  | "START_TIMED_OUT"
  | "STOP_TIMED_OUT";

/** Whoever meets one of these is at a terminal and wants to go on: every message ends with the way round. */
const WAY_ROUND = "(Or set DATABASE_URL to a Postgres of your own.)";

/** The embedded Postgres can't be had; the message says why and what to do about it. */
export class EmbeddedPostgresError extends Error {
  override readonly name = "EmbeddedPostgresError";

  constructor(
    readonly code: EmbeddedPostgresErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`${message} ${WAY_ROUND}`, options);
  }
}
