import { GraphQLError, GraphQLScalarType, Kind } from "graphql";

/** RFC 3339 with an offset: a time without one means another moment on every machine. */
const RFC_3339 = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** What both JavaScript and Postgres write with four digits. */
const FIRST_YEAR = 1;
const LAST_YEAR = 9999;

function toDate(value: unknown): Date {
  const [text, day] = (typeof value === "string" ? RFC_3339.exec(value) : null) ?? [];
  const date = text !== undefined && day !== undefined && isDay(day) ? new Date(text) : undefined;
  if (date === undefined || !isKeepable(date)) {
    throw new GraphQLError("DateTime must be ISO 8601 with an offset, such as 2026-11-22T15:50:17.000Z.");
  }
  return date;
}

/** JavaScript reads 30 February as 2 March. */
function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}

function isKeepable(date: Date): boolean {
  const year = date.getUTCFullYear();
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: "DateTime",
  description:
    "A moment in ISO 8601. Answers are in UTC with milliseconds, `2026-11-22T15:50:17.000Z`; inputs may carry any offset, never none.",
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc3339",
  // Ours to get right: a TypeError is masked and logged, a GraphQLError would be shown as the client's fault.
  serialize(value) {
    if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
    throw new TypeError("DateTime can only represent a valid Date.");
  },
  parseValue: toDate,
  parseLiteral: (node) => toDate(node.kind === Kind.STRING ? node.value : undefined),
});
