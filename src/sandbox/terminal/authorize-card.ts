import { schedule, unschedule } from "../background/schedule.js";
import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { ReadCard, ReaderRow } from "../entities/reader.js";
import { findTestCard } from "../payments/test-cards.js";
import { failAction } from "./finish-action.js";
import { MOVED_ON } from "./reader-errors.js";
import { chargeCard, takeCard } from "./take-card.js";

/** How long a payment takes that outlives its reader's network, where the reader was not told otherwise. */
const LATER_MS = 60_000;

/**
 * From the card to the issuer: at once, after a while in which the reader is busy, or never, when the reader loses its
 * network in the middle. Then its action stays in progress until somebody cancels it (facts 4.5).
 */
export function authorizeCard(work: Work, reader: ReaderRow, read: ReadCard): ReaderRow {
  const fate = reader.losesNetwork ?? null;
  const silent = { network: "lost", lastSeenAtMs: work.nowMs } as const;
  if (fate === "before_charge") return work.put("readers", { ...reader, ...silent, losesNetwork: null });
  const begun: ReaderRow = { ...reader, collected: null, losesNetwork: null };
  unschedule(work, "drop_card", reader.id);
  if (fate === "after_charge") {
    charge(work, begun, read);
    return work.put("readers", { ...begun, ...silent });
  }

  const own = reader.authorizeMs ?? work.switches.authorizeMs;
  const waitMs = fate === "authorizes_later" && own === 0 ? LATER_MS : own;
  if (waitMs === 0) return finish(work, work.put("readers", begun), read);
  schedule(work, { kind: "authorize_card", subject: reader.id, dueAtMs: work.nowMs + waitMs });
  return work.put("readers", { ...begun, ...(fate === "authorizes_later" ? silent : {}), authorizing: read });
}

/** The issuer answered at last; a reader that had gone silent is back with it. */
export function settleAuthorization(work: Work, readerId: string): void {
  const reader = work.find("readers", readerId);
  const read = reader?.authorizing;
  if (!reader || !read) return;
  const network = reader.network === "lost" ? "online" : reader.network;
  finish(work, work.put("readers", { ...reader, authorizing: null, network }), read);
}

function finish(work: Work, reader: ReaderRow, read: ReadCard): ReaderRow {
  const presented = presentedOf(work, read);
  return presented ? takeCard(work, reader, presented) : failAction(work, reader, MOVED_ON);
}

function charge(work: Work, reader: ReaderRow, read: ReadCard): void {
  const presented = presentedOf(work, read);
  if (presented) chargeCard(work, reader, presented);
}

/** Nothing where the intent was cancelled or paid in another way meanwhile. */
function presentedOf(work: Work, read: ReadCard) {
  const intent = work.find("payment_intents", read.paymentIntentId);
  const card = findTestCard(read.number);
  const expected = read.paymentMethodId === null ? "requires_payment_method" : "requires_confirmation";
  if (!card || intent?.status !== expected) return undefined;
  const method = read.paymentMethodId === null ? undefined : work.find("payment_methods", read.paymentMethodId);
  return { intent: withTip(intent, read.tipAmount), card, ...(method ? { method } : {}) };
}

/** Both the amount and its tip part change once the customer chose one (facts 3.5). */
function withTip(intent: PaymentIntentRow, tipAmount: number | null): PaymentIntentRow {
  return tipAmount === null ? intent : { ...intent, amount: intent.amount + tipAmount, tipAmount };
}
