import { Stripe } from "stripe";
import { onTestFinished } from "vitest";

import { startSandbox, type Sandbox, type SandboxOptions } from "../../../src/sandbox/start-sandbox.js";

export interface OpenSandbox {
  readonly sandbox: Sandbox;
  readonly stripe: Stripe;
  /** Calls the control plane with JSON. */
  readonly control: (
    method: "GET" | "POST" | "DELETE",
    path: string,
    body?: unknown,
  ) => Promise<Record<string, unknown>>;
  /** The API without the client's own retries and checks. */
  readonly raw: (method: string, path: string, init?: RawInit) => Promise<Response>;
}

export interface RawInit {
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

export const TEST_KEY = "sk_test_sandbox";

/** A sandbox of the test's own on a free port, with the real client on it; closed when the test ends. */
export async function openSandbox(options: SandboxOptions = {}): Promise<OpenSandbox> {
  const sandbox = await startSandbox({ seed: "test", ...options });
  onTestFinished(() => sandbox.close());
  return { sandbox, stripe: clientOf(sandbox), control: controlOf(sandbox), raw: rawOf(sandbox) };
}

export function clientOf({ port }: Pick<Sandbox, "port">, options: { apiVersion?: string } = {}): Stripe {
  return new Stripe(TEST_KEY, {
    host: "127.0.0.1",
    port,
    protocol: "http",
    maxNetworkRetries: 0,
    ...options,
  } as Stripe.StripeConfig);
}

function controlOf({ url }: Sandbox): OpenSandbox["control"] {
  return async (method, path, body) => {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${url}/_sandbox/${path}`, { method, ...init });
    return (await answer.json()) as Record<string, unknown>;
  };
}

function rawOf({ url }: Sandbox): OpenSandbox["raw"] {
  return (method, path, { body, headers = {} } = {}) =>
    fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${TEST_KEY}`, "content-type": "application/x-www-form-urlencoded", ...headers },
      redirect: "manual",
      ...(body === undefined ? {} : { body }),
    });
}

/** What the client threw, in Stripe's own fields. */
export async function errorOf(call: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const { headers: _headers, requestId: _requestId, ...fields } = error.raw as Record<string, unknown>;
    return fields;
  }
  throw new Error("expected Stripe to refuse this");
}

export async function makeReader(stripe: Stripe, label = "Till 1"): Promise<Stripe.Terminal.Reader> {
  const location = await stripe.terminal.locations.create({
    display_name: "Shop",
    address: { country: "CH", line1: "Bahnhofstrasse 1", city: "Zürich", postal_code: "8001" },
  });
  return stripe.terminal.readers.create({ registration_code: "simulated-wpe", location: location.id, label });
}

export function makeIntent(
  stripe: Stripe,
  more: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.create({
    amount: 2000,
    currency: "chf",
    allowed_payment_method_types: ["card_present"],
    capture_method: "manual",
    ...more,
  });
}

/** Process and tap: the whole way of one card. */
export async function tap(
  stripe: Stripe,
  ids: { reader: string; intent: string; number?: string },
): Promise<Stripe.Terminal.Reader> {
  await stripe.terminal.readers.processPaymentIntent(ids.reader, { payment_intent: ids.intent });
  const card = ids.number === undefined ? {} : { card_present: { number: ids.number } };
  return stripe.testHelpers.terminal.readers.presentPaymentMethod(ids.reader, card);
}
