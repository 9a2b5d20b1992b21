import type { Actor } from "../auth/actor.js";
import { isAtLocation, requirePermission } from "../auth/policy.js";
import { listApiKeysByIds } from "../db/api-keys.js";
import { findPayment } from "../db/payments.js";
import { listReadersByIds } from "../db/readers.js";
import { listTimelineOfPayment } from "../db/timeline.js";
import { explainPayment as explain } from "../domain/explain-payment.js";
import type { Names } from "../domain/explain-entry.js";
import type { Payment } from "../domain/payment.js";
import type { TimelineEntry } from "../domain/timeline.js";
import type { Deps } from "./deps.js";

export interface PaymentExplanation {
  payment: Payment;
  entries: TimelineEntry[];
  summary: string;
}

/** A payment's whole history with a summary for people, or null where there is none or the key is for other locations. */
export async function explainPayment(deps: Deps, actor: Actor, id: string): Promise<PaymentExplanation | null> {
  requirePermission(actor, "explainPayment");
  const payment = await findPayment(deps.db, id);
  if (payment === undefined || !isAtLocation(actor, payment.locationId)) return null;
  const entries = await listTimelineOfPayment(deps.db, id);
  return { payment, entries, summary: explain(payment, entries, await readNames(deps, entries)) };
}

async function readNames(deps: Deps, entries: readonly TimelineEntry[]): Promise<Names> {
  const readerIds = entries.flatMap(({ data }) => (typeof data["readerId"] === "string" ? [data["readerId"]] : []));
  // `till:key_…`: jobs, Stripe and customers have no key.
  const keyIds = entries.flatMap(({ actor }) => actor.split(":")[1] ?? []);
  const [readers, keys] = await Promise.all([
    listReadersByIds(deps.db, [...new Set(readerIds)]),
    listApiKeysByIds(deps.db, [...new Set(keyIds)]),
  ]);
  return {
    readers: new Map(readers.map(({ id, label }) => [id, label])),
    keys: new Map(keys.map(({ id, label }) => [id, label])),
  };
}
