import { describe, expect, it } from "vitest";

import { openSandbox } from "./open-sandbox.js";

const NEWEST = { "stripe-version": "2026-10-28.endive" };
const PATH = "/v1/payment_intents";

interface Refused {
  readonly status: number;
  readonly code?: string;
  readonly param?: string;
  readonly message?: string;
}

async function create(form: string, headers: Record<string, string> = NEWEST) {
  const { raw } = await openSandbox();
  const answer = await raw("POST", PATH, { body: `currency=chf&${form}`, headers });
  const body = (await answer.json()) as Record<string, unknown> & { error?: Refused };
  return { status: answer.status, body, refused: { ...body.error, status: answer.status } };
}

function keys(count: number): string {
  return Array.from({ length: count }, (_, index) => `metadata[k${index}]=v`).join("&");
}

describe("a form", () => {
  it.each([
    "allowed_payment_method_types[]=card_present&allowed_payment_method_types[]=interac_present",
    "allowed_payment_method_types[0]=card_present&allowed_payment_method_types[1]=interac_present",
    "allowed_payment_method_types%5B%5D=card_present&allowed_payment_method_types%5B%5D=interac_present",
    "allowed_payment_method_types%5B1%5D=interac_present&allowed_payment_method_types%5B0%5D=card_present",
  ])("means the same in every style of brackets: %s", async (types) => {
    const { body } = await create(`amount=2000&${types}`);

    expect(body["allowed_payment_method_types"]).toEqual(["card_present", "interac_present"]);
  });

  it("keeps plus, percent, script and emoji apart", async () => {
    const { body } = await create(
      "amount=2000&metadata[a]=1%2B1&metadata[b]=x+y&metadata[c]=%25&metadata[d]=Z%C3%BC%F0%9F%92%B3",
    );

    expect(body["metadata"]).toEqual({ a: "1+1", b: "x y", c: "%", d: "Zü💳" });
  });
});

describe("limits", () => {
  it.each([
    ["amount=50", "the least amount in francs"],
    ["amount=99999999", "the largest amount"],
    [`amount=2000&${keys(50)}`, "fifty keys"],
    [`amount=2000&metadata[${"k".repeat(40)}]=${"v".repeat(500)}`, "the longest key and value"],
    [`amount=2000&description=${"d".repeat(1000)}`, "the longest description"],
  ])("let through what is just within: %s", async (form) => {
    expect((await create(form)).status).toBe(200);
  });

  it.each([
    ["amount=49", { code: "amount_too_small", param: "amount" }],
    ["amount=100000000", { code: "amount_too_large", param: "amount" }],
    ["amount=-1", { param: "amount" }],
    ["amount=1.5", { code: "parameter_invalid_integer", param: "amount", message: "Invalid integer: 1.5" }],
    [`amount=2000&${keys(51)}`, { param: "metadata" }],
    [`amount=2000&metadata[${"k".repeat(41)}]=v`, { param: "metadata" }],
    [`amount=2000&metadata[k]=${"v".repeat(501)}`, { param: "metadata" }],
    [`amount=2000&description=${"d".repeat(1001)}`, { param: "description" }],
    [`amount=2000&statement_descriptor=${"d".repeat(23)}`, { param: "statement_descriptor" }],
    ["amount=2000&capture_method=later", { param: "capture_method" }],
    ["amount=2000&confirm=perhaps", { param: "confirm", message: "Invalid boolean: perhaps" }],
    ["amount=2000&payment_method_options=x", { param: "payment_method_options", message: "Invalid object" }],
    ["amount=2000&amount[a]=1", { param: "amount" }],
    ["amount=", { code: "parameter_invalid_empty", param: "amount" }],
  ])("refuse what is just outside: %s", async (form, expected) => {
    expect((await create(form)).refused).toMatchObject({ status: 400, ...expected });
  });
});

describe("the version", () => {
  it.each([
    ["payment_method_types", {}, 200],
    ["payment_method_types", { "stripe-version": "2026-08-26.dahlia" }, 200],
    ["payment_method_types", { "stripe-version": "2026-09-30.endive" }, 400],
    ["payment_method_types", NEWEST, 400],
    ["allowed_payment_method_types", NEWEST, 200],
  ])("decides over %s under %j: %d", async (name, headers, status) => {
    expect((await create(`amount=2000&${name}[]=card_present`, headers)).status).toBe(status);
  });

  it("is the account's where the request has none", async () => {
    const { raw } = await openSandbox({ defaultApiVersion: "2026-10-28.endive" });

    const answer = await raw("POST", PATH, { body: "amount=2000&currency=chf&payment_method_types[]=card_present" });

    expect([answer.status, answer.headers.get("stripe-version")]).toEqual([400, "2026-10-28.endive"]);
  });
});
