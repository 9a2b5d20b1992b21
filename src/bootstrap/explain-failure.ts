import { inspect } from "node:util";

/** Foreseen failures: their message is written for the person at the terminal, a stack would only hide it. */
const FORESEEN = ["CommandError", "ConfigError", "EmbeddedPostgresError", "NotFound", "StartError", "StepFailed"];

/** What the driver calls a database that is not there, or lets nobody in. */
const UNREACHABLE = ["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "CONNECT_TIMEOUT", "CONNECTION_CLOSED"];
const REFUSED = ["28000", "28P01", "3D000", "42501"];

/** A failure as it is shown in a terminal: one clear line where it was foreseen, everything where it was not. */
export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error);
  if (FORESEEN.includes(error.name)) return error.message;
  // Drizzle puts what happened behind a message that holds the query.
  const cause = error.cause instanceof Error ? error.cause : error;
  const { code = "", port } = cause as { code?: string; port?: number };
  if (code === "EADDRINUSE") return `Port ${port} is taken: set PORT or SANDBOX_PORT to a free one.`;
  if (UNREACHABLE.includes(code)) return `The database does not answer: ${cause.message}`;
  if (REFUSED.includes(code)) return `The database refuses: ${cause.message}`;
  return error.stack ?? error.message;
}
