import { expect, it } from "vitest";

import { CARD_CHF } from "./golden-row.js";
import { openSandbox } from "./open-sandbox.js";

const NEWEST = { "stripe-version": "2026-10-28.endive" };

it("answers a server-side decline with 402 and all that was recorded of it", async () => {
  const { raw } = await openSandbox();

  const answer = await raw("POST", "/v1/payment_intents", {
    body: CARD_CHF.replace("pm_card_visa", "pm_card_chargeDeclined"),
    headers: NEWEST,
  });

  const { error } = (await answer.json()) as { error: Record<string, unknown> };
  expect(answer.status).toBe(402);
  expect(Object.keys(error).join(", ")).toBe(
    "advice_code, charge, code, decline_code, doc_url, message, network_decline_code, payment_intent, payment_method, request_log_url, type",
  );
  const told = {
    advice_code: "try_again_later",
    charge: expect.stringMatching(/^ch_/) as string,
    code: "card_declined",
    decline_code: "generic_decline",
    doc_url: "https://stripe.com/docs/error-codes/card-declined",
    message: "Your card was declined.",
    network_decline_code: "01",
    type: "card_error",
  };
  expect(error).toMatchObject(told);
  expect(error["payment_intent"]).toMatchObject({
    status: "requires_payment_method",
    payment_method: null,
    latest_charge: error["charge"],
    last_payment_error: { ...told, payment_method: { object: "payment_method" } },
  });
});

it("answers 409 while the key's first request is under way", async () => {
  const { raw, control } = await openSandbox();
  await control("POST", "faults", { path: "/v1/payment_intents", kind: "delay", delay_ms: 300 });
  const request = { body: "amount=2000&currency=chf", headers: { ...NEWEST, "idempotency-key": "k-1" } };

  const first = raw("POST", "/v1/payment_intents", request);
  await expect.poll(() => control("GET", "faults")).toMatchObject({ faults: [{ fired: 1 }] });
  const second = await raw("POST", "/v1/payment_intents", request);

  const { error } = (await second.json()) as { error: Record<string, unknown> };
  expect(second.status).toBe(409);
  expect(Object.keys(error).join(", ")).toBe("code, doc_url, message, request_log_url, type");
  expect(error).toMatchObject({
    code: "idempotency_key_in_use",
    message:
      "There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): k-1. Please try again later.",
    type: "idempotency_error",
  });
  expect((await first).status).toBe(200);
});

const CODED = "code, doc_url, message, request_log_url, type";
const UNCODED = "message, request_log_url, type";
const TOO_FAST = "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.";
const LOCKED =
  "This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request. If you see this error frequently and are making multiple concurrent requests to a single object, make your requests serially or at a lower rate.";

it.each([
  [{ status: 409 }, CODED, "idempotency_error", "idempotency_key_in_use", undefined],
  [{ status: 429 }, CODED, "invalid_request_error", "rate_limit", TOO_FAST],
  [{ status: 429, code: "rate_limit" }, CODED, "invalid_request_error", "rate_limit", TOO_FAST],
  [{ status: 429, code: "lock_timeout" }, CODED, "invalid_request_error", "lock_timeout", LOCKED],
  [{ status: 500 }, UNCODED, "api_error", undefined, undefined],
  [{ status: 503 }, UNCODED, "api_error", undefined, undefined],
])("answers an ordered %j in Stripe's shape", async (order, keys, type, code, message) => {
  const { raw, control } = await openSandbox();
  await control("POST", "faults", { path: "/v1/refunds", kind: "status", ...order });

  const answer = await raw("POST", "/v1/refunds", { body: "charge=ch_1" });

  const { error } = (await answer.json()) as { error: Record<string, unknown> };
  expect(answer.status).toBe(order.status);
  expect(Object.keys(error).join(", ")).toBe(keys);
  expect([error["type"], error["code"]]).toEqual([type, code]);
  expect(error["message"]).toBe(message ?? error["message"]);
  expect(answer.headers.get("stripe-should-retry")).toBe(code === "lock_timeout" ? "true" : null);
});
