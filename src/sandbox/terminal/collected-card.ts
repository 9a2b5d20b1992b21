import { schedule, unschedule } from "../background/schedule.js";
import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { ReadCard, ReaderRow } from "../entities/reader.js";
import { formatPaymentMethod } from "../formatters/payment-method.js";
import { formatReader } from "../formatters/reader.js";
import { newMethod } from "../payments/new-method.js";
import { cardPresentMethod } from "../payments/card-present-details.js";
import type { TestCard } from "../payments/test-cards.js";
import { emit } from "../webhooks/emit.js";

export interface Collecting {
  readonly intent: PaymentIntentRow;
  readonly card: TestCard;
  readonly read: ReadCard;
}

/** The first of two steps: the card is on the intent and its brand can be looked at; nothing is authorized (facts 4.5). */
export function collectCard(work: Work, reader: ReaderRow, { intent, card, read }: Collecting): ReaderRow {
  const details = cardPresentMethod(work, card, { ...intent, amount: intent.amount + (read.tipAmount ?? 0) });
  const method = newMethod(work, { type: card.kind, details, billingDetails: null, metadata: {} });
  work.put("payment_methods", method);
  const waiting = { paymentMethodId: method.id, lastPaymentError: null, status: "requires_confirmation" } as const;
  work.put("payment_intents", { ...intent, ...waiting });

  const untilMs = work.nowMs + work.switches.confirmWithinMs;
  schedule(work, { kind: "drop_card", subject: reader.id, dueAtMs: untilMs });
  const { action } = reader;
  const collected = work.put("readers", {
    ...reader,
    collected: { ...read, paymentMethodId: method.id, untilMs },
    action: action && {
      ...action,
      status: work.switches.sim.collect_status,
      details: { ...action.details, payment_method: formatPaymentMethod(method) },
    },
  });
  emit(work, "terminal.reader.action_updated", formatReader(collected, work));
  return collected;
}

/** The reader forgets the card; whether the intent asks for another one by itself is not published. */
export function dropCollectedCard(work: Work, reader: ReaderRow): ReaderRow {
  const { collected } = reader;
  if (!collected) return reader;
  unschedule(work, "drop_card", reader.id);
  takeCardOff(work, collected.paymentIntentId);
  return work.put("readers", { ...reader, collected: null });
}

/** A card that was read and not charged. */
export function takeCardOff(work: Work, intentId: string): void {
  const intent = work.find("payment_intents", intentId);
  if (intent?.status !== "requires_confirmation" || work.switches.sim.dropped_card === "stays") return;
  work.put("payment_intents", { ...intent, paymentMethodId: null, status: "requires_payment_method" });
}

/** Nobody confirmed in time. */
export function expireCollectedCard(work: Work, readerId: string): void {
  const reader = work.find("readers", readerId);
  if (reader) dropCollectedCard(work, reader);
}
