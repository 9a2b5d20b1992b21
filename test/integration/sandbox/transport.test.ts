import { describe, expect, it } from "vitest";

import { openSandbox } from "./open-sandbox.js";

const INTENTS = "/v1/payment_intents";
const VALID = "amount=2000&currency=chf";
const LOST_ID =
  "If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code. ";

async function errorIn(answer: Response): Promise<Record<string, unknown>> {
  return ((await answer.json()) as { error: Record<string, unknown> }).error;
}

describe("an address that is not there", () => {
  it.each([
    ["GET", "/v1/payment_intents/", LOST_ID],
    ["POST", "/v1/payment_intents/", LOST_ID],
    ["GET", "/v1/terminal/readers/", LOST_ID],
    ["POST", "/v1/payment_intents//confirm", ""],
    ["GET", "/v1//payment_intents", ""],
    ["GET", "/v1/nope", ""],
    ["PUT", "/v1/payment_intents/pi_1", ""],
    ["PATCH", "/v1/payment_intents/pi_1", ""],
    ["DELETE", "/v1/payment_intents/pi_1", ""],
    ["GET", "/v2/core/accounts", ""],
    ["GET", "/", ""],
  ])("is told as such, and an id that was lost is never a list: %s %s", async (method, path, advice) => {
    const { raw } = await openSandbox();

    const answer = await raw(method, path);

    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({
      error: {
        message: `Unrecognized request URL (${method}: ${path}). ${advice}Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
        type: "invalid_request_error",
      },
    });
  });
});

describe("the headers of an answer", () => {
  it("say that an answer is kept, and that asking again would only bring it back", async () => {
    const { raw } = await openSandbox();
    const request = { body: VALID, headers: { "idempotency-key": "k" } };

    const first = await raw("POST", INTENTS, request);
    const again = await raw("POST", INTENTS, request);
    const without = await raw("POST", INTENTS, { body: VALID });

    const original = first.headers.get("request-id");
    expect(first.headers.get("original-request")).toBe(original);
    expect(again.headers.get("original-request")).toBe(original);
    expect(again.headers.get("request-id")).not.toBe(original);
    expect([first, again, without].map(({ headers }) => headers.get("stripe-should-retry"))).toEqual([
      "false",
      "false",
      null,
    ]);
  });

  it("say nothing of the kind where nothing was kept", async () => {
    const { raw } = await openSandbox();

    const { headers } = await raw("POST", INTENTS, { body: "amount=x", headers: { "idempotency-key": "k" } });

    expect(headers.get("idempotency-key")).toBe("k");
    expect(headers.get("original-request")).toBeNull();
    expect(headers.get("stripe-should-retry")).toBeNull();
  });

  it("repeat the account and the key on a conflict as well", async () => {
    const { raw, control } = await openSandbox();
    await control("POST", "faults", { path: INTENTS, kind: "delay", delay_ms: 300 });
    const headers = { "idempotency-key": "k", "stripe-account": "acct_1Shop" };

    const first = raw("POST", INTENTS, { body: VALID, headers });
    await expect.poll(() => control("GET", "faults")).toMatchObject({ faults: [{ fired: 1 }] });
    const second = await raw("POST", INTENTS, { body: VALID, headers });

    expect(second.status).toBe(409);
    expect(second.headers.get("idempotency-key")).toBe("k");
    expect(second.headers.get("stripe-account")).toBe("acct_1Shop");
    expect((await first).status).toBe(200);
  });

  it.each(["stripe-account", "stripe-context", "idempotency-key"])("take an empty %s for none", async (name) => {
    const { raw } = await openSandbox();

    const answer = await raw("POST", INTENTS, { body: VALID, headers: { [name]: "" } });

    expect(answer.status).toBe(200);
    expect(answer.headers.get(name)).toBeNull();
  });
});

describe("the account", () => {
  it.each([
    ["stripe-account", "acct_1Shop"],
    ["stripe-context", "acct_1Shop"],
    ["stripe-context", "org_1/acct_1Shop"],
  ])("may be named by %s: %s", async (name, value) => {
    const { raw } = await openSandbox();

    const answer = await raw("GET", "/v1/account", { headers: { [name]: value } });

    expect(await answer.json()).toMatchObject({ id: "acct_1Shop" });
    expect(answer.headers.get("stripe-account")).toBe("acct_1Shop");
  });
});

describe("an account that is none", () => {
  it("is a 403", async () => {
    const { raw } = await openSandbox();

    const answer = await raw("GET", "/v1/account", { headers: { "stripe-account": "shop" } });

    expect(answer.status).toBe(403);
    expect(await errorIn(answer)).toMatchObject({ code: "account_invalid", type: "invalid_request_error" });
  });
});

describe("an idempotency key", () => {
  it.each([
    [255, 200],
    [256, 400],
  ])("of %d characters answers %d", async (length, status) => {
    const { raw } = await openSandbox();

    const answer = await raw("POST", INTENTS, { body: VALID, headers: { "idempotency-key": "k".repeat(length) } });

    expect(answer.status).toBe(status);
  });

  it("means nothing to GET and DELETE", async () => {
    const { raw } = await openSandbox();
    const { id } = (await (await raw("POST", "/v1/customers", { body: "" })).json()) as { id: string };
    const headers = { "idempotency-key": "k" };

    const answers = [
      await raw("GET", `/v1/customers/${id}`, { headers }),
      await raw("DELETE", `/v1/customers/${id}`, { headers }),
      await raw("DELETE", `/v1/customers/${id}`, { headers }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404]);
    expect(answers.map((answer) => answer.headers.get("idempotency-key"))).toEqual([null, null, null]);
  });

  it("is still there a moment before its day is over", async () => {
    const { raw, control } = await openSandbox();
    const request = { body: VALID, headers: { "idempotency-key": "k" } };
    await control("POST", "clock", { freeze: true });
    await raw("POST", INTENTS, request);

    await control("POST", "clock", { advance_ms: 86_399_999 });
    const before = await raw("POST", INTENTS, request);
    await control("POST", "clock", { advance_ms: 1 });
    const after = await raw("POST", INTENTS, request);

    expect([before, after].map(({ headers }) => headers.get("idempotent-replayed"))).toEqual(["true", null]);
  });
});
