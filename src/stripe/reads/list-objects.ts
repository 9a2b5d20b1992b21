import type { Stripe } from "stripe";
import { callStripe } from "../call-stripe.js";
import type { ReadResult } from "../gateway.js";
import { isRecord } from "../is-record.js";
import { READ_TIME_OUT_MS } from "../time-outs.js";
import { toReadFailure } from "./read-object.js";

/** The most Stripe gives at once; more is clamped. */
const PAGE_SIZE = 100;
/** 10,000 objects: far more than the readers of an account or the payments of a span that is looked through. */
const MAX_PAGES = 100;

export interface ListQuery {
  path: string;
  filters: Record<string, string>;
  stripeAccount: string | null;
  /** Ends the listing early; the item it is true for is the last one in the result. */
  stopAt?: (item: Record<string, unknown>) => boolean;
}

/** Pages through a list to its end: half a list would prove that something is absent when it is not. */
export async function listObjects(client: Stripe, query: ListQuery): Promise<ReadResult<Record<string, unknown>[]>> {
  const items: Record<string, unknown>[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const reply = await callStripe(client, {
      method: "GET",
      path: toPath(query, items.at(-1)),
      stripeAccount: query.stripeAccount,
      timeOutMs: READ_TIME_OUT_MS,
    });
    if (reply.outcome !== "Answered") return toReadFailure(reply);
    const { object, data, has_more: hasMore } = reply.body;
    if (object !== "list" || !Array.isArray(data) || !data.every(isRecord))
      return { outcome: "Unanswered", reason: "unreadable answer" };
    const stopIndex = query.stopAt ? data.findIndex(query.stopAt) : -1;
    items.push(...(stopIndex === -1 ? data : data.slice(0, stopIndex + 1)));
    if (stopIndex !== -1 || hasMore !== true || data.length === 0) return { outcome: "Found", value: items };
  }
  return { outcome: "Unanswered", reason: `more than ${MAX_PAGES * PAGE_SIZE} objects under ${query.path}` };
}

function toPath(query: ListQuery, last: Record<string, unknown> | undefined): string {
  const search = new URLSearchParams({ ...query.filters, limit: String(PAGE_SIZE) });
  if (last !== undefined) search.set("starting_after", String(last["id"]));
  return `${query.path}?${search.toString()}`;
}
