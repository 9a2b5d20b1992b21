import type { Stripe } from "stripe";
import { API_VERSION } from "./create-stripe-client.js";
import { isRecord } from "./is-record.js";
import { CALL_MARGIN_MS } from "./time-outs.js";
import { type Failure, toFailure } from "./to-failure.js";

export interface StripeCall {
  method: "GET" | "POST" | "DELETE";
  path: string;
  params?: Record<string, unknown>;
  stripeAccount: string | null;
  timeOutMs: number;
  /** Absent: the version of our SDK. A request that was written down by an older release keeps its own. */
  apiVersion?: string;
  /** Absent only where no money moves; the SDK then makes one up. */
  idempotencyKey?: string;
}

export type StripeReply = { outcome: "Answered"; body: Record<string, unknown>; meta: ReplyMeta } | Failure;

export interface ReplyMeta {
  replayed: boolean;
  stripeRequestId: string | null;
}

/** The one place where Stripe is called. Never throws: whatever happens is one of four outcomes. */
export async function callStripe(client: Stripe, call: StripeCall): Promise<StripeReply> {
  try {
    const { method, path, params } = call;
    const body: unknown = await withinMs(
      client.rawRequest(method, path, params, toRequestOptions(call)),
      call.timeOutMs + CALL_MARGIN_MS,
    );
    return toReply(body);
  } catch (error) {
    return toFailure(error);
  }
}

function toRequestOptions(call: StripeCall): Stripe.RawRequestOptions {
  const { stripeAccount, timeOutMs, apiVersion, idempotencyKey } = call;
  return {
    timeout: timeOutMs,
    apiVersion: apiVersion ?? API_VERSION,
    ...(stripeAccount === null ? {} : { stripeAccount }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
}

interface LastResponse {
  statusCode: number;
  requestId?: string;
  headers: Headers | Record<string, string | undefined>;
}

function toReply(body: unknown): StripeReply {
  const { lastResponse } = body as { lastResponse: LastResponse };
  const { statusCode, requestId } = lastResponse;
  // The SDK takes any JSON without an `error` for success, a proxy's 502 too.
  if (statusCode !== 200) return { outcome: "Unanswered", reason: `HTTP ${statusCode} without an answer of Stripe's` };
  if (!isRecord(body)) return { outcome: "Unanswered", reason: "unreadable answer" };
  const replayed = headerOf(lastResponse, "idempotent-replayed") === "true";
  return { outcome: "Answered", body, meta: { replayed, stripeRequestId: requestId ?? null } };
}

/** The Node client hands over a plain object, the fetch client `Headers`. */
function headerOf({ headers }: LastResponse, name: string): string | null {
  return headers instanceof Headers ? headers.get(name) : (headers[name] ?? null);
}

async function withinMs<T>(promise: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
