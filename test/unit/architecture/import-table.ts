import { type Import, roomOf } from "./source-tree.js";

/** What a room may import of ours: values from rooms or single files, and from others only types. */
interface Row {
  values: readonly string[];
  types?: readonly string[];
}

/**
 * The import table of DESIGN.md, row by row, with what docs/decisions/0005 adds: the commands reach the database and its
 * words, and the programs make their own logger. A room may always import from itself.
 */
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
  cli: { values: ["app.ts", "config.ts", "use-cases", "domain", "db", "telemetry"] },
  "app.ts": "EVERYTHING",
  "main.ts": { values: ["app.ts", "config.ts", "telemetry"] },
};

/** The files that put the parts together; nothing below them may import them. */
const TOPS: readonly string[] = ["app.ts", "start-server.ts", "main.ts"];

/** Rooms later than the table that main.ts and cli start the server with. */
const STARTING_UP: readonly string[] = ["bootstrap", "start-server.ts"];
const STARTED_BY: readonly string[] = ["main.ts", "cli"];

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

/** Types that every use case names, and the room of the pieces that several share and that are no use cases. */
const SHARED_BY_USE_CASES = /^use-cases\/(deps\.ts|results\.ts|shared\/)/;

/** A use case that imports another one. */
export function isBetweenUseCases({ from, to }: Import): boolean {
  return roomOf(from) === "use-cases" && roomOf(to) === "use-cases" && !SHARED_BY_USE_CASES.test(to);
}
