import { describe, expect, it } from "vitest";
import {
  assertOrderContent,
  type OrderContent,
  type OrderLineInput,
  toLines,
} from "../../../src/domain/order-content.js";

const line: OrderLineInput = { description: "Coffee", quantity: 2, unitAmountMinor: 450, amountMinor: 900 };
const content: OrderContent = {
  reference: "R-1",
  tillId: "till-1",
  currency: "CHF",
  totalMinor: 900,
  lines: [line],
};
const manyKeys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 1]));

describe("the content of an order", () => {
  it.each<[string, Partial<OrderContent>]>([
    ["with lines that add up", {}],
    ["without lines", { lines: [] }],
    ["that costs nothing", { totalMinor: 0, lines: [] }],
    ["with a discount as a line", { totalMinor: 800, lines: [line, { ...line, amountMinor: -100 }] }],
    ["with texts at their limits", { reference: "r".repeat(200), tillId: "t".repeat(200), staffRef: "s".repeat(200) }],
    ["with 500 lines", { totalMinor: 450_000, lines: Array.from({ length: 500 }, () => line) }],
    ["of the largest total", { totalMinor: 999_999_999_999, lines: [] }],
    ["with 50 keys of metadata", { metadata: manyKeys(50) }],
    ["with nothing in what may be left out", { staffRef: null, metadata: null }],
  ])("is taken %s", (_what, changes) => {
    expect(() => assertOrderContent({ ...content, ...changes })).not.toThrow();
  });

  it.each<[string, Partial<OrderContent>]>([
    ["reference", { reference: "" }],
    ["reference", { reference: "  " }],
    ["reference", { reference: "r".repeat(201) }],
    ["tillId", { tillId: "" }],
    ["tillId", { tillId: "t".repeat(201) }],
    ["staffRef", { staffRef: "" }],
    ["currency", { currency: "chf" }],
    ["currency", { currency: "XXXX" }],
    ["totalMinor", { totalMinor: -1, lines: [] }],
    ["totalMinor", { totalMinor: 0.5, lines: [] }],
    ["totalMinor", { totalMinor: 1_000_000_000_000, lines: [] }],
    ["lines", { totalMinor: 901 }],
    ["lines", { lines: Array.from({ length: 501 }, () => line) }],
    ["lines.0.description", { lines: [{ ...line, description: " " }] }],
    ["lines.1.description", { lines: [line, { ...line, description: "d".repeat(501) }] }],
    ["lines.0.quantity", { lines: [{ ...line, quantity: 0 }] }],
    ["lines.0.quantity", { lines: [{ ...line, quantity: 1.5 }] }],
    ["metadata", { metadata: manyKeys(51) }],
  ])("is refused by the name of its field: %s", (field, changes) => {
    expect(() => assertOrderContent({ ...content, ...changes })).toThrow(
      expect.objectContaining({ code: "BAD_USER_INPUT", details: { field } }),
    );
  });
});

describe("toLines", () => {
  it("fills in what was left out", () => {
    expect(toLines([line, { ...line, taxMinor: 70 }])).toEqual([
      { ...line, taxMinor: null },
      { ...line, taxMinor: 70 },
    ]);
  });
});
