import { GraphQLError, GraphQLScalarType, Kind } from "graphql";

function toMinorUnits(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) {
    throw new GraphQLError("MinorUnits must be a whole JSON number, in the currency's minor unit: 1050 for CHF 10.50.");
  }
  return value;
}

/** Not Int, which ends at 2^31; not a BigInt, which would reach clients as a string. */
export const MinorUnitsScalar = new GraphQLScalarType<number, number>({
  name: "MinorUnits",
  description:
    "An amount in the currency's minor unit, as Stripe counts it: 1050 is CHF 10.50, 1050 is JPY 1050. A whole JSON number within 2^53; one Stripe amount is at most 99999999.",
  serialize(value) {
    if (typeof value === "number" && Number.isSafeInteger(value)) return value;
    throw new TypeError("MinorUnits can only represent a safe integer.");
  },
  parseValue: toMinorUnits,
  parseLiteral: (node) => toMinorUnits(node.kind === Kind.INT ? Number(node.value) : undefined),
});
