import { type Import, roomOf } from "./source-tree.js";

/** What a room may import of ours: values from rooms or single files, and from others only types. */
interface Row {
  values: readonly string[];
  types?: readonly string[];
}

/** The import table of DESIGN.md, row by row. A room may always import from itself. */
export const IMPORT_TABLE: Readonly<Record<string, Row | "EVERYTHING">> = {
  domain: { values: [] },
  sandbox: { values: [] },
  telemetry: { values: [] },
  "config.ts": { values: [] },
  db: { values: ["domain"], types: ["telemetry"] },
  stripe: { values: ["domain"], types: ["telemetry"] },
  auth: { values: ["domain"], types: ["telemetry"] },
  schema: { values: ["domain"], types: ["telemetry"] },
  operations: { values: ["domain", "db"], types: ["stripe/gateway.ts", "telemetry"] },
  "use-cases": { values: ["domain", "operations", "db", "auth"], types: ["stripe/gateway.ts", "telemetry"] },
  jobs: { values: ["operations", "db", "domain", "telemetry"] },
  resolvers: { values: ["schema", "use-cases", "auth", "domain"] },
  http: { values: ["resolvers", "use-cases", "auth", "domain", "telemetry"] },
  cli: { values: ["app.ts", "config.ts", "use-cases"] },
  "app.ts": "EVERYTHING",
  "main.ts": { values: ["app.ts", "config.ts"] },
};

/** The files that put the parts together; nothing below them may import them. */
const TOPS: readonly string[] = ["app.ts", "start-server.ts", "main.ts"];

/** Rooms later than the table that main.ts and cli start the server with. */
const STARTING_UP: readonly string[] = ["bootstrap", "start-server.ts"];
const STARTED_BY: readonly string[] = ["main.ts", "cli"];

/** Rooms that break the table today; each waits for a decision, and the list must not grow. */
export const KNOWN_BREAKS: readonly string[] = [
  "cli imports db",
  "cli imports domain",
  "cli imports telemetry",
  "main.ts imports telemetry",
];

/** Circles of today; each waits to be cut. */
export const KNOWN_CIRCLES: readonly string[] = [
  "sandbox/control/serve-control.ts → sandbox/control/control-switches.ts → sandbox/control/serve-control.ts",
];

/** Whether DESIGN.md lets this import stand. */
export function isWithinTable({ from, to, isOurs, isType }: Import): boolean {
  if (!isOurs) return true;
  const room = roomOf(from);
  if (room === roomOf(to)) return true;
  const row = IMPORT_TABLE[room];
  if (row === "EVERYTHING") return true;
  if (STARTED_BY.includes(room) && STARTING_UP.includes(roomOf(to))) return true;
  if (row === undefined) return mayStandInNoRow(room, to);
  const isNamed = (names: readonly string[]) => names.includes(to) || names.includes(roomOf(to));
  return isNamed(row.values) || (isType && isNamed(row.types ?? []));
}

/**
 * Rooms that came after the table. `bootstrap/` holds parts of starting up, for app.ts, start-server.ts, main.ts and
 * cli; start-server.ts is what main.ts and cli start. Both may import all but what stands above them.
 */
function mayStandInNoRow(room: string, to: string): boolean {
  if (room === "bootstrap") return !TOPS.includes(to) && roomOf(to) !== "cli";
  if (room === "start-server.ts") return to !== "main.ts" && roomOf(to) !== "cli";
  return false;
}

/** Pieces in src/use-cases that several use cases share and that are none themselves. */
export const SHARED_BY_USE_CASES: readonly string[] = [
  "use-cases/deps.ts",
  "use-cases/results.ts",
  "use-cases/read-payment-result.ts",
  "use-cases/answer-operation.ts",
  "use-cases/answer-creation.ts",
  "use-cases/take-request.ts",
  "use-cases/new-payment.ts",
  "use-cases/read-order.ts",
  "use-cases/write-closing-operations.ts",
];

/** A use case that imports another one. */
export function isBetweenUseCases({ from, to }: Import): boolean {
  return roomOf(from) === "use-cases" && roomOf(to) === "use-cases" && !SHARED_BY_USE_CASES.includes(to);
}
