import type { Stripe } from "stripe";
import type { IntentSnapshot } from "../../domain/snapshots.js";
import type { ReadResult } from "../gateway.js";
import { READ_TIME_OUT_MS } from "../time-outs.js";
import { toIntentSnapshot } from "../to-intent-snapshot.js";
import { readObject } from "./read-object.js";

export function readPaymentIntent(
  client: Stripe,
  id: string,
  stripeAccount: string | null,
): Promise<ReadResult<IntentSnapshot>> {
  const path = `/v1/payment_intents/${encodeURIComponent(id)}?expand[]=latest_charge`;
  const call = { method: "GET", path, stripeAccount, timeOutMs: READ_TIME_OUT_MS } as const;
  return readObject(client, call, {
    object: "payment_intent",
    convert: (body) => toIntentSnapshot(body as unknown as Stripe.PaymentIntent),
  });
}
