import { expect, it } from "vitest";

import { parseForm } from "../../../src/sandbox/api/form-body.js";

it.each([
  ["a[b]=1&a[c]=2", { a: { b: "1", c: "2" } }],
  ["a[]=1&a[]=2", { a: ["1", "2"] }],
  ["a[0]=1&a[1]=2", { a: ["1", "2"] }],
  ["a[0][b]=1&a[0][c]=2&a[1][b]=3", { a: [{ b: "1", c: "2" }, { b: "3" }] }],
  ["a%5Bb%5D=1%202", { a: { b: "1 2" } }],
  ["a=1+2", { a: "1 2" }],
  ["?limit=3", { limit: "3" }],
  ["", {}],
])("reads %s", (text, values) => {
  expect(structuredClone(parseForm(text))).toEqual(values);
});

it("keeps names that every object has as plain parameters", () => {
  const form = parseForm("metadata[constructor]=x&toString=y");

  expect(Object.entries(form["metadata"] as object)).toEqual([["constructor", "x"]]);
  expect(Object.keys(form)).toEqual(["metadata", "toString"]);
});
