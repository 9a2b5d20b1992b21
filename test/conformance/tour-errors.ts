import type { RecordedSandbox } from "./open-recorded-sandbox.js";

/** Requests that are wrong on purpose, one for each way of being wrong. */
const WRONG: readonly (readonly [line: string, form?: string, headers?: Record<string, string>])[] = [
  ["GET /v1/payment_intents/pi_nope"],
  ["GET /v1/charges/ch_nope"],
  ["GET /v1/refunds/re_nope"],
  ["GET /v1/events/evt_nope"],
  ["GET /v1/payment_methods/pm_nope"],
  ["GET /v1/terminal/readers/tmr_nope"],
  ["GET /v1/terminal/locations/tml_nope"],
  ["GET /v1/account", "", { authorization: "Bearer sk_live_abcdefgh1234" }],
  ["GET /v1/account", "", { authorization: "" }],
  ["GET /v1/account", "", { "stripe-version": "nope" }],
  ["GET /v1/payment_intents?limit=abc"],
  ["GET /v1/payment_intents?nope=1"],
  ["POST /v1/payment_intents", "currency=chf"],
  ["POST /v1/payment_intents", "amount=0&currency=chf"],
  ["POST /v1/payment_intents", "amount=1&currency=chf"],
  ["POST /v1/payment_intents", "amount=100000000&currency=chf"],
  ["POST /v1/payment_intents", "amount=100&currency=xxx"],
  ["POST /v1/payment_intents", "amount=100&currency=chf&capture_method=x"],
  ["POST /v1/payment_intents", "amount=100&currency=chf&payment_method_types[]=card_present"],
  ["POST /v1/payment_intents", "{}", { "content-type": "application/json" }],
  ["POST /v1/payment_intents", "amount=100&currency=chf", { "idempotency-key": "k".repeat(256) }],
  ["POST /v1/payment_intents", "amount=100&currency=chf", { "idempotency-key": "twice" }],
  ["POST /v1/payment_intents", "amount=200&currency=chf", { "idempotency-key": "twice" }],
];

export async function tourErrors({ call, control }: RecordedSandbox): Promise<void> {
  for (const [line, form, headers] of WRONG) await call(line, form, headers);
  for (const status of [409, 429, 500, 502, 503, 504]) {
    await control("faults", { path: "/v1/account", kind: "status", when: "before", count: 1, status });
    await call("GET /v1/account");
  }
}
