import { describe, expect, it } from "vitest";

import { StripeError } from "../../../src/sandbox/api/stripe-error.js";
import type { Param } from "../../../src/sandbox/validation/param.js";
import { boolean, emptyable, integer, oneOf, string } from "../../../src/sandbox/validation/scalars.js";
import { metadata } from "../../../src/sandbox/validation/shared-params.js";
import { arrayOf, during, object, required } from "../../../src/sandbox/validation/structures.js";

const NEW = { version: "2026-10-28.endive" };
const OLD = { version: "2026-08-26.dahlia" };

function refusalOf(param: Param<unknown>, raw: unknown, reading = NEW): StripeError["fields"] {
  try {
    param.read(raw, "", reading);
  } catch (error) {
    if (error instanceof StripeError) return error.fields;
    throw error;
  }
  throw new Error("expected a refusal");
}

describe("a hash of parameters", () => {
  const params = object({
    amount: required(integer()),
    config: object({ on: boolean(), kind: oneOf("a", "b"), inner: object({ deep: required(string()) }) }),
    old: during(string(), { until: "2026-09-30.endive" }),
    fresh: during(string(), { since: "2026-09-30.endive" }),
  });

  it("reads each value by its rule", () => {
    expect(params.read({ amount: "12", config: { on: "true", kind: "b" } }, "", NEW)).toEqual({
      amount: 12,
      config: { on: true, kind: "b" },
    });
  });

  it("names an unknown parameter by its whole path", () => {
    expect(refusalOf(params, { amount: "1", config: { nope: "1" } })).toMatchObject({
      code: "parameter_unknown",
      param: "config[nope]",
      message: "Received unknown parameter: config[nope]",
    });
  });

  it("looks for unknown parameters before missing ones", () => {
    expect(refusalOf(params, { nope: "1" }).code).toBe("parameter_unknown");
  });

  it("asks for what is required inside a hash only where the hash was sent", () => {
    expect(params.read({ amount: "1" }, "", NEW)).toEqual({ amount: 1 });
    expect(refusalOf(params, { amount: "1", config: { inner: {} } })).toMatchObject({ param: "config[inner][deep]" });
  });

  it("knows a parameter only during its versions", () => {
    expect(refusalOf(params, { amount: "1", old: "x" }, NEW).code).toBe("parameter_unknown");
    expect(refusalOf(params, { amount: "1", fresh: "x" }, OLD).code).toBe("parameter_unknown");
    expect(params.read({ amount: "1", old: "x" }, "", OLD)).toEqual({ amount: 1, old: "x" });
  });

  it("does not take inherited names for its own", () => {
    expect(refusalOf(params, { amount: "1", toString: "x" }).code).toBe("parameter_unknown");
  });
});

describe("a single value", () => {
  it.each([
    [integer(), "1.5", "Invalid integer: 1.5"],
    [integer(), "", "You passed an empty string for 'x'."],
    [integer(), "99999999999999999999", "Invalid integer: 99999999999999999999"],
    [boolean(), "yes", "Invalid boolean: yes"],
    [string(), { a: "1" }, 'Invalid string: {"a":"1"}'],
    [string({ max: 3 }), "abcd", "Invalid string: abcd; must be at most 3 characters"],
    [arrayOf(string()), "a", "Invalid array"],
    [arrayOf(string()), { a: "1" }, "Invalid array"],
    [integer(), "1e3", "Invalid integer: 1e3"],
    [integer(), "0x10", "Invalid integer: 0x10"],
    [integer(), " 5", "Invalid integer:  5"],
    [integer(), "１２", "Invalid integer: １２"],
    [object({}), "a", "Invalid object"],
    [oneOf("a", "b", "c"), "d", "Invalid x: must be one of a, b, or c"],
    [
      metadata(),
      { ["k".repeat(41)]: "v" },
      "Metadata keys can have up to 40 characters, but you passed in a key that is 41 characters. Invalid key: kkk",
    ],
    [metadata(), ["a"], "Invalid object"],
    [
      metadata(),
      { k: "v".repeat(501) },
      "Metadata values can have up to 500 characters, but you passed in a value that is 501 characters. Invalid value: vvv",
    ],
  ])("is refused in Stripe's words (%#)", (param: Param<unknown>, raw, message) => {
    const refused = refusalOf({ ...param, read: (value, _path, reading) => param.read(value, "x", reading) }, raw);

    expect(refused.message).toContain(message);
  });

  it("reads an empty string as unset where that is allowed", () => {
    expect(emptyable(integer()).read("", "x", NEW)).toBeNull();
    expect(metadata().read("", "x", NEW)).toBeNull();
    expect(metadata().read({ a: "", b: "1" }, "x", NEW)).toEqual({ a: null, b: "1" });
  });

  it("reads numbered brackets as an array or as metadata's keys, as the parameter wants them", () => {
    const numbered = { "4": "a", "7": "b" };

    expect(arrayOf(string()).read(numbered, "x", NEW)).toEqual(["a", "b"]);
    expect(metadata().read(numbered, "x", NEW)).toEqual(numbered);
  });

  it.each(["true", "True", "TRUE", "false", "False"])("reads %s, which some client writes", (text) => {
    expect(boolean().read(text, "x", NEW)).toBe(text.toLowerCase() === "true");
  });

  it("counts characters and not their halves", () => {
    expect(string({ max: 3 }).read("💳💳💳", "x", NEW)).toBe("💳💳💳");
    expect(metadata().read({ ["💳".repeat(40)]: "💳".repeat(500) }, "x", NEW)).not.toBeNull();
  });
});
