import { randomUUID } from "node:crypto";

/** As the official client asks: its key, its version, and a new idempotency key for each POST. */
const SHARED_HEADERS = [
  "Host: 127.0.0.1",
  "Accept: application/json",
  "Authorization: Bearer sk_test_bench",
  "Stripe-Version: 2026-10-28.endive",
  "User-Agent: Stripe/v1 NodeBindings/23.1.0",
];

export function get(path: string): string {
  return [`GET ${path} HTTP/1.1`, ...SHARED_HEADERS, "", ""].join("\r\n");
}

export function post(path: string, form: string, key: string = `stripe-node-retry-${randomUUID()}`): string {
  return [
    `POST ${path} HTTP/1.1`,
    ...SHARED_HEADERS,
    "Content-Type: application/x-www-form-urlencoded",
    `Content-Length: ${Buffer.byteLength(form)}`,
    `Idempotency-Key: ${key}`,
    "",
    form,
  ].join("\r\n");
}
