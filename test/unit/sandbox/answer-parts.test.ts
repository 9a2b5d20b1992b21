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

describe("expand", () => {
  const one = { answers: "payment_intent", isList: false } as const;
  const many = { answers: "terminal.reader", isList: true } as const;

  it.each(["latest_charge", "latest_charge.balance_transaction.source", "transfer_data.destination"])(
    "takes %s",
    (path) => {
      expect(() => assertExpandable([path], one)).not.toThrow();
    },
  );

  it.each(["data", "data.location", "data.action.process_payment_intent.payment_intent"])(
    "takes %s on a list",
    (path) => {
      expect(() => assertExpandable([path], many)).not.toThrow();
    },
  );

  it.each(["amount", "latest_charge.nope", "toString"])("refuses %s", (path) => {
    expect(() => assertExpandable([path], one)).toThrow(`This property cannot be expanded (${path}).`);
  });

  it("goes no deeper than four levels", () => {
    const deep = "latest_charge.payment_intent.latest_charge.payment_intent.latest_charge";

    expect(() => assertExpandable([deep], one)).toThrow(StripeError);
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

  expect(signatureHeader("{}", ["whsec_abc"], 1_700_000_000)).toBe(`t=1700000000,v1=${expected}`);
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
