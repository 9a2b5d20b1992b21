import type { StripeObject } from "../entities/row.js";
import { chargesOfIntent, refundsOfCharge } from "../formatters/find-object.js";
import { isHash } from "../validation/structures.js";
import { isAtLeast } from "./api-version.js";
import { putInOrder } from "./put-in-order.js";
import type { Work } from "./work.js";

/** Before it an intent carried its charges, and a charge its refunds, unasked; clients of that age read nothing else. */
export const WITHOUT_LISTS = "2022-11-15";

/** Adds the lists to the answer for an old version, at any depth. */
export function addOlderLists(work: Work, answer: StripeObject): void {
  if (!isAtLeast(work.version, WITHOUT_LISTS)) addTo(work, answer);
}

function addTo(work: Work, value: unknown): void {
  if (Array.isArray(value)) for (const item of value) addTo(work, item);
  if (!isHash(value)) return;
  const id = String(value["id"]);
  if (value["object"] === "payment_intent" && !("charges" in value))
    putInOrder(value, "charges", chargesOfIntent(work, id));
  if (value["object"] === "charge" && !("refunds" in value)) putInOrder(value, "refunds", refundsOfCharge(work, id));
  for (const inner of Object.values(value)) addTo(work, inner);
}
