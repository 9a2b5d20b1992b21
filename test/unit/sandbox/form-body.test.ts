import { describe, expect, it } from "vitest";

import { parseForm } from "../../../src/sandbox/api/form-body.js";

describe("a form", () => {
  it.each([
    ["a[b]=1&a[c]=2", { a: { b: "1", c: "2" } }],
    ["a[]=1&a[]=2", { a: ["1", "2"] }],
    ["a[0]=1&a[1]=2", { a: { 0: "1", 1: "2" } }],
    ["a[7]=1&a[9]=2", { a: { 7: "1", 9: "2" } }],
    ["a[0][b]=1&a[0][c]=2&a[1][b]=3", { a: { 0: { b: "1", c: "2" }, 1: { b: "3" } } }],
    ["a[][b]=1&a[][c]=2&a[][b]=3", { a: [{ b: "1", c: "2" }, { b: "3" }] }],
    ["a[][b][]=1&a[][b][]=2&a[][c]=3", { a: [{ b: ["1", "2"], c: "3" }] }],
    ["a[][]=1", { a: [["1"]] }],
    ["a[b][c][d]=1&a[b][e]=2", { a: { b: { c: { d: "1" }, e: "2" } } }],
    ["a%5Bb%5D=1%202", { a: { b: "1 2" } }],
    ["a=1+2&b=1%2B2", { a: "1 2", b: "1+2" }],
    ["?limit=3", { limit: "3" }],
    ["a=1&a=2", { a: "2" }],
    ["a&b=&=c&&", { a: "", b: "" }],
    ["a=b=c", { a: "b=c" }],
    ["a[b=1&a]b=2&[c]=3&a[b]c=4", { "a[b": "1", "a]b": "2", "[c]": "3", "a[b]c": "4" }],
    ["a=%00%F0%9F%92%B3", { a: "\u0000💳" }],
    ["", {}],
  ])("is read as Stripe reads %s", (text, values) => {
    expect(structuredClone(parseForm(text))).toEqual(values);
  });

  it("keeps names that every object has as plain parameters", () => {
    const form = parseForm("metadata[constructor]=x&metadata[__proto__]=z&toString=y&__proto__[a]=b");

    expect(Object.entries(form["metadata"] as object)).toEqual([
      ["constructor", "x"],
      ["__proto__", "z"],
    ]);
    expect(Object.keys(form)).toEqual(["metadata", "toString", "__proto__"]);
    expect({}).not.toHaveProperty("a");
  });

  it.each([
    ["a=1&a[b]=2", "Invalid object"],
    ["a[b]=1&a[]=2", "Invalid array"],
    ["a[]=1&a[b]=2", "Invalid object"],
    ["a=%", "Invalid request (check that your POST content type"],
    ["a=%ff", "Invalid request (check that your POST content type"],
    [`a${"[b]".repeat(32)}=1`, "nested more than 32 levels deep"],
  ])("that contradicts itself or can't be read is refused: %s", (text, message) => {
    expect(() => parseForm(text)).toThrow(message);
  });
});
