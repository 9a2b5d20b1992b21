import { schedule, unschedule } from "../background/schedule.js";
import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { ReadCard, ReaderRow } from "../entities/reader.js";
import { cancelOverLimit } from "../payments/confirm-limit.js";
import { findTestCard } from "../payments/test-cards.js";
import { failAction } from "./finish-action.js";
import { MOVED_ON } from "./reader-errors.js";
import { reports } from "./reader-network.js";
import { chargeCard, takeCard, type Presented } from "./take-card.js";

/** How long a payment takes that outlives its reader's network, where the reader was not told otherwise. */
const LATER_MS = 60_000;

/**
 * From the card to the issuer: at once, after a while in which the reader is busy, or never, when the reader loses its
 * network in the middle. Then its action stays in progress until somebody cancels it (facts 4.5).
 */
export function authorizeCard(work: Work, reader: ReaderRow, read: ReadCard): ReaderRow {
  const fate = reader.losesNetwork ?? null;
  if (fate === "before_charge") return fallSilent(work, reader);
  const begun: ReaderRow = { ...reader, collected: null, losesNetwork: null };
  unschedule(work, "drop_card", reader.id);
  if (fate === "after_charge") {
    charge(work, begun, read);
    return fallSilent(work, begun);
  }

  const comesBack = fate === "authorizes_later";
  const own = reader.authorizeMs ?? work.switches.authorizeMs;
  const waitMs = comesBack && own === 0 ? LATER_MS : own;
  const intent = work.find("payment_intents", read.paymentIntentId);
  if (waitMs === 0 || !intent) return finish(work, work.put("readers", begun), read);
  schedule(work, { kind: "authorize_card", subject: reader.id, dueAtMs: work.nowMs + waitMs });
  const { amount, currency } = intent;
  const authorizing = work.put("readers", { ...begun, authorizing: { ...read, amount, currency, comesBack } });
  return comesBack ? fallSilent(work, authorizing) : authorizing;
}

/** The reader lost its network just now, and nobody hears of what it does. */
export function fallSilent(work: Work, reader: ReaderRow): ReaderRow {
  return work.put("readers", { ...reader, network: "lost", lastSeenAtMs: work.nowMs, losesNetwork: null });
}

/** The issuer answered at last. A reader that was cut off meanwhile can't tell, whatever became of the payment. */
export function settleAuthorization(work: Work, readerId: string): void {
  const reader = work.find("readers", readerId);
  const asked = reader?.authorizing;
  if (!reader || !asked) return;
  const { amount, currency, comesBack, ...read } = asked;
  const done = work.put("readers", { ...reader, authorizing: null });

  const intent = work.find("payment_intents", read.paymentIntentId);
  const isChanged = intent?.amount !== amount || intent.currency !== currency;
  const canTell = comesBack || reports(reader);
  if (!canTell && !isChanged) charge(work, done, read);
  if (!canTell) return;
  const back = comesBack && done.network === "lost" ? work.put("readers", { ...done, network: "online" }) : done;
  if (isChanged) failAction(work, back, MOVED_ON);
  else finish(work, back, read);
}

function finish(work: Work, reader: ReaderRow, read: ReadCard): ReaderRow {
  const presented = presentedOf(work, read);
  return presented ? takeCard(work, reader, presented) : failAction(work, reader, MOVED_ON);
}

function charge(work: Work, reader: ReaderRow, read: ReadCard): void {
  const presented = presentedOf(work, read);
  if (presented) chargeCard(work, reader, presented);
}

/** Nothing where the intent was cancelled or paid in another way meanwhile, or was tried too often. */
function presentedOf(work: Work, read: ReadCard): Presented | undefined {
  const intent = work.find("payment_intents", read.paymentIntentId);
  const card = findTestCard(read.number);
  const expected = read.paymentMethodId === null ? "requires_payment_method" : "requires_confirmation";
  if (!card || intent?.status !== expected || cancelOverLimit(work, intent)) return undefined;
  const method = read.paymentMethodId === null ? undefined : work.find("payment_methods", read.paymentMethodId);
  return { intent: withTip(intent, read.tipAmount), card, ...(method ? { method } : {}) };
}

/** Both the amount and its tip part change once the customer chose one (facts 3.5). */
function withTip(intent: PaymentIntentRow, tipAmount: number | null): PaymentIntentRow {
  return tipAmount === null ? intent : { ...intent, amount: intent.amount + tipAmount, tipAmount };
}
