import { GraphQLError, GraphQLScalarType, Kind } from "graphql";

/** RFC 3339 with an offset: a time without one means another moment on every machine. */
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

function toDate(value: unknown): Date {
  const date = typeof value === "string" && RFC_3339.test(value) ? new Date(value) : undefined;
  if (date === undefined || Number.isNaN(date.getTime())) {
    throw new GraphQLError("DateTime must be ISO 8601 with an offset, such as 2026-11-22T15:50:17.000Z.");
  }
  return date;
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
