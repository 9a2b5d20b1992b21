import { GraphQLError, GraphQLScalarType, Kind } from "graphql";
import { isCurrency } from "../../domain/money.js";

function toCurrencyCode(value: unknown): string {
  if (typeof value !== "string" || !isCurrency(value)) {
    throw new GraphQLError("CurrencyCode must be an ISO 4217 code in upper case, such as CHF.");
  }
  return value;
}

export const CurrencyCodeScalar = new GraphQLScalarType<string, string>({
  name: "CurrencyCode",
  description: "An ISO 4217 currency code in upper case, such as CHF or EUR.",
  specifiedByURL: "https://www.iso.org/iso-4217-currency-codes.html",
  // Not checked on the way out: a fact that Stripe reported is shown as it is.
  serialize(value) {
    if (typeof value === "string") return value;
    throw new TypeError("CurrencyCode can only represent a string.");
  },
  parseValue: toCurrencyCode,
  parseLiteral: (node) => toCurrencyCode(node.kind === Kind.STRING ? node.value : undefined),
});
