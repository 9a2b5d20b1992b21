import { parseValue, type GraphQLScalarType } from "graphql";
import { describe, expect, it } from "vitest";
import { CurrencyCodeScalar } from "../../../src/schema/scalars/currency-code.scalar.js";
import { DateTimeScalar } from "../../../src/schema/scalars/date-time.scalar.js";
import { JsonObjectScalar } from "../../../src/schema/scalars/json-object.scalar.js";
import { MinorUnitsScalar } from "../../../src/schema/scalars/minor-units.scalar.js";

function readLiteral(scalar: GraphQLScalarType, text: string): unknown {
  return scalar.parseLiteral(parseValue(text));
}

describe("MinorUnits", () => {
  it.each([0, -2, 1050, 99_999_999, Number.MAX_SAFE_INTEGER])("takes and gives %d as a number", (amount) => {
    expect(MinorUnitsScalar.parseValue(amount)).toBe(amount);
    expect(readLiteral(MinorUnitsScalar, String(amount))).toBe(amount);
    expect(MinorUnitsScalar.serialize(amount)).toBe(amount);
  });

  it.each([10.5, Number.NaN, 2 ** 53, "1050", true, null, [1]])("refuses %s", (value) => {
    expect(() => MinorUnitsScalar.parseValue(value)).toThrow(/whole JSON number/);
  });

  it.each(["10.5", '"1050"', "9007199254740993"])("refuses %s in a document", (text) => {
    expect(() => readLiteral(MinorUnitsScalar, text)).toThrow(/whole JSON number/);
  });

  it("never shows an amount that lost its precision", () => {
    expect(() => MinorUnitsScalar.serialize(2 ** 53)).toThrow(TypeError);
  });
});

describe("DateTime", () => {
  it("is in UTC with milliseconds on the way out", () => {
    expect(DateTimeScalar.serialize(new Date(1_795_362_617_000))).toBe("2026-11-22T15:50:17.000Z");
  });

  it("takes any offset on the way in", () => {
    const moment = new Date("2026-11-22T15:50:17.000Z");

    expect(DateTimeScalar.parseValue("2026-11-22T16:50:17+01:00")).toEqual(moment);
    expect(readLiteral(DateTimeScalar, '"2026-11-22T15:50:17.000Z"')).toEqual(moment);
  });

  it.each([
    "2026-11-22",
    "2026-11-22T15:50:17",
    "2026-13-01T00:00:00Z",
    "yesterday",
    "2026-02-30T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-23:59",
    1_795_362_617_000,
    null,
  ])("refuses %s, which is no moment or not everyone's", (value) => {
    expect(() => DateTimeScalar.parseValue(value)).toThrow(/ISO 8601/);
  });
});

describe("CurrencyCode", () => {
  it("takes ISO 4217 in upper case only", () => {
    expect(CurrencyCodeScalar.parseValue("CHF")).toBe("CHF");
    expect(() => CurrencyCodeScalar.parseValue("chf")).toThrow(/upper case/);
    expect(() => CurrencyCodeScalar.parseValue("ABC")).toThrow(/ISO 4217/);
    expect(() => readLiteral(CurrencyCodeScalar, "CHF")).toThrow(/ISO 4217/);
  });
});

describe("JSONObject", () => {
  it("takes an object with anything in it, and nothing else", () => {
    expect(JsonObjectScalar.parseValue({ table: "12", seats: [1, null] })).toEqual({ table: "12", seats: [1, null] });
    expect(readLiteral(JsonObjectScalar, '{ table: "12" }')).toEqual({ table: "12" });
    expect(() => JsonObjectScalar.parseValue(["12"])).toThrow(/JSONObject/);
    expect(() => JsonObjectScalar.parseValue("12")).toThrow(/JSONObject/);
  });
});
