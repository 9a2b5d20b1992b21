import { createHmac } from "node:crypto";

import { describe, expect, it } from "vitest";

import { isAtLeast } from "../../../src/sandbox/api/api-version.js";
import { toErrorBody } from "../../../src/sandbox/api/error-body.js";
import { assertExpandable } from "../../../src/sandbox/api/expand.js";
import { fingerprintOf } from "../../../src/sandbox/api/idempotency.js";
import { olderShape } from "../../../src/sandbox/api/older-shape.js";
import { StripeError } from "../../../src/sandbox/api/stripe-error.js";
import { withReturnParameters } from "../../../src/sandbox/redirect/return-url.js";
import { fractionOf, lettersOf } from "../../../src/sandbox/store/random.js";
import { signatureHeader } from "../../../src/sandbox/webhooks/signature.js";

describe("an error's body", () => {
  it("has its keys in alphabetical order, and a page only where there is a code", () => {
    const origin = { account: "acct_1", requestId: "req_1" };
    const fields = { type: "invalid_request_error", param: "amount", message: "No." } as const;

    const plain = toErrorBody(new StripeError(fields, { status: 400 }), origin).error;
    const coded = toErrorBody(new StripeError({ ...fields, code: "amount_too_small" }, { status: 400 }), origin).error;

    expect(Object.keys(plain)).toEqual(["message", "param", "request_log_url", "type"]);
    expect(coded["doc_url"]).toBe("https://stripe.com/docs/error-codes/amount-too-small");
  });
});

describe("an older version's answer", () => {
  it("leaves out what came later, at any depth", () => {
    const reader = { object: "terminal.reader", last_seen_at: 1, action: { api_error: null, status: "failed" } };

    const cut = olderShape({ data: [reader] }, "2025-09-30.clover");

    expect(cut).toEqual({ data: [{ object: "terminal.reader", action: { status: "failed" } }] });
    expect(olderShape(reader, "2026-10-28.endive")).toEqual(reader);
  });

  it("compares versions by date, not by name", () => {
    expect(isAtLeast("2026-10-28.endive", "2026-09-30.endive")).toBe(true);
    expect(isAtLeast("2024-06-20", "2024-09-30.acacia")).toBe(false);
  });
});

const NEWEST = "2026-10-28.endive";

describe("expand", () => {
  const one = { answers: "payment_intent", isList: false } as const;
  const many = { answers: "terminal.reader", isList: true } as const;

  it.each([
    "latest_charge",
    "latest_charge.balance_transaction.source",
    "latest_charge.refunds.data.balance_transaction",
    "transfer_data.destination",
  ])("takes %s", (path) => {
    expect(() => assertExpandable([path], one, NEWEST)).not.toThrow();
  });

  it.each(["data", "data.location", "data.action.process_payment_intent.payment_intent"])(
    "takes %s on a list",
    (path) => {
      expect(() => assertExpandable([path], many, NEWEST)).not.toThrow();
    },
  );

  it.each([
    ["amount", "amount"],
    ["nope.deep.path", "nope"],
    ["latest_charge.nope", "latest_charge.nope"],
    ["latest_charge.nope.deep", "latest_charge.nope"],
    ["latest_charge.refunds.charge", "latest_charge.refunds.charge"],
    ["transfer_data", "transfer_data"],
    ["transfer_data.nope", "transfer_data.nope"],
    ["charges.data.customer", "charges"],
    ["toString", "toString"],
  ])("refuses %s, and names it up to where it ends: %s", (path, named) => {
    expect(() => assertExpandable([path], one, NEWEST)).toThrow(`This property cannot be expanded (${named}).`);
  });

  it.each([
    ["location.deep", "(location). You may want to try expanding 'data.location' instead."],
    ["data.nope", "(data.nope)."],
    ["data.location.nope", "(data.location.nope)."],
  ])("refuses %s on a list", (path, told) => {
    expect(() => assertExpandable([path], many, NEWEST)).toThrow(`This property cannot be expanded ${told}`);
  });

  it.each([
    ["latest_charge.payment_intent.latest_charge.payment_intent.latest_charge", one],
    ["data.action.process_payment_intent.payment_intent.latest_charge", many],
  ])("goes no deeper than four levels, a list's own among them: %s", (path, answered) => {
    expect(() => assertExpandable([path], answered, NEWEST)).toThrow(
      `You cannot expand more than 4 levels of a property. Property: ${path}`,
    );
  });
});

describe("the return URL", () => {
  it.each([
    ["https://a.example/x", "https://a.example/x?k=v"],
    ["https://a.example/x?own=a%20b", "https://a.example/x?own=a%20b&k=v"],
    ["https://a.example/x?", "https://a.example/x?k=v"],
    ["https://a.example/x#top", "https://a.example/x?k=v#top"],
    ["till://return?a=1", "till://return?a=1&k=v"],
  ])("keeps %s as it was and appends", (before, after) => {
    expect(withReturnParameters(before, { k: "v" })).toBe(after);
  });
});

it("signs with the endpoint's whole secret over time and body", () => {
  const expected = createHmac("sha256", "whsec_abc").update("1700000000.{}").digest("hex");

  const [signed, fake] = signatureHeader("{}", ["whsec_abc"], 1_700_000_000).split(",v0=");

  expect(signed).toBe(`t=1700000000,v1=${expected}`);
  expect(fake).toMatch(/^[0-9a-f]{64}$/);
  expect(fake).not.toBe(expected);
});

it("tells requests apart by their parameters and not by their order", () => {
  const fingerprint = fingerprintOf("POST", "/v1/x", { a: "1", b: { c: "2", d: ["3"] } });

  expect(fingerprintOf("POST", "/v1/x", { b: { d: ["3"], c: "2" }, a: "1" })).toBe(fingerprint);
  expect(fingerprintOf("POST", "/v1/x", { a: "1", b: { c: "2", d: ["4"] } })).not.toBe(fingerprint);
  expect(fingerprintOf("POST", "/v1/y", { a: "1", b: { c: "2", d: ["3"] } })).not.toBe(fingerprint);
});

it("draws by what a decision is about, so that a seed repeats it in any order", () => {
  expect(fractionOf("seed", "kind", "pi_1", 1)).toBe(fractionOf("seed", "kind", "pi_1", 1));
  expect(fractionOf("seed", "kind", "pi_1", 1)).not.toBe(fractionOf("seed", "kind", "pi_1", 2));
  expect(lettersOf(14, "a", "b")).toMatch(/^\w{14}$/);
  expect(lettersOf(14, "ab", "")).not.toBe(lettersOf(14, "a", "b"));
});
