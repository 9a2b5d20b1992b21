import { Stripe } from "stripe";
import { createHttpClient, type HttpClientOptions } from "./create-http-client.js";
import { READ_TIME_OUT_MS } from "./time-outs.js";
import { isLiveKey } from "./key-fingerprint.js";

/** The version the SDK's types describe; requests, answers and the sandbox are all held to it. */
export const API_VERSION = "2026-10-28.endive" satisfies Stripe.LatestApiVersion;

const STRIPE_HOST = "api.stripe.com";

export interface StripeClientOptions extends HttpClientOptions {
  secretKey: string;
  /** Another host than Stripe's own: the sandbox, or a recording proxy. */
  apiBase: URL | undefined;
}

/** The SDK, told to do nothing on its own account: no retries, no telemetry, no version of its own choosing. */
export function createStripeClient(options: StripeClientOptions): Stripe {
  const { secretKey, apiBase } = options;
  if (apiBase !== undefined) assertMayTalkTo(apiBase, secretKey);
  const address = apiBase === undefined ? undefined : toAddress(apiBase);
  return new Stripe(secretKey, {
    apiVersion: API_VERSION,
    maxNetworkRetries: 0,
    telemetry: false,
    timeout: READ_TIME_OUT_MS,
    appInfo: { name: "Tillgraph" },
    httpClient: createHttpClient(address?.protocol ?? "https", options),
    ...address,
  });
}

function assertMayTalkTo(apiBase: URL, secretKey: string): void {
  if (apiBase.hostname !== STRIPE_HOST && isLiveKey(secretKey)) {
    throw new Error(`A live Stripe key is not sent to ${apiBase.hostname}.`);
  }
  if (apiBase.protocol !== "http:" && apiBase.protocol !== "https:") {
    throw new Error(`Stripe is reached over http or https, not ${apiBase.protocol}`);
  }
  // The SDK knows no prefix: it would be dropped without a word.
  if (apiBase.pathname !== "/") throw new Error("The base address of Stripe must have no path.");
}

function toAddress(apiBase: URL): { host: string; port: string; protocol: "http" | "https" } {
  const protocol = apiBase.protocol === "http:" ? "http" : "https";
  return { host: apiBase.hostname, port: apiBase.port || (protocol === "http" ? "80" : "443"), protocol };
}
