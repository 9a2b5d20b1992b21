import type { Stripe } from "stripe";
import type { IntentSnapshot } from "../../domain/snapshots.js";
import type { IntentSearch, ReadResult } from "../gateway.js";
import { isRecord } from "../is-record.js";
import { METADATA_KEYS } from "../metadata-keys.js";
import { toIntentSnapshot } from "../to-intent-snapshot.js";
import { tryTo } from "../try-to.js";
import { listObjects } from "./list-objects.js";

/** Looks through the list and not the search: that one lags by up to an hour, and "not found" must mean "not there". */
export async function findPaymentIntent(
  client: Stripe,
  search: IntentSearch,
): Promise<ReadResult<IntentSnapshot | null>> {
  const isOurs = (item: Record<string, unknown>) =>
    isRecord(item["metadata"]) && item["metadata"][METADATA_KEYS.paymentId] === search.paymentId;
  const listed = await listObjects(client, {
    path: "/v1/payment_intents",
    filters: {
      "created[gte]": String(Math.floor(search.createdFrom.getTime() / 1000)),
      "created[lte]": String(Math.ceil(search.createdTo.getTime() / 1000)),
      "expand[]": "data.latest_charge",
    },
    stripeAccount: search.stripeAccount,
    stopAt: isOurs,
  });
  if (listed.outcome !== "Found") return listed;
  const found = listed.value.find(isOurs);
  if (found === undefined) return { outcome: "Found", value: null };
  const value = tryTo(() => toIntentSnapshot(found as unknown as Stripe.PaymentIntent));
  return value === undefined ? { outcome: "Unanswered", reason: "unreadable answer" } : { outcome: "Found", value };
}
