import type {
  DayRecord,
  Orphan,
  Pause,
  Rows,
  StripeChange,
  StripeIntent,
  StripeRequest,
  Told,
} from "../../simulation/day-record.js";

type Open<T> = { -readonly [K in keyof T]: T[K] };
type OpenRow = Record<string, unknown>;

/** A day's record that a test may falsify. */
export interface DayDraft extends DayRecord {
  readonly intents: Open<StripeIntent>[];
  readonly changes: Open<StripeChange>[];
  readonly requests: Open<StripeRequest>[];
  readonly rows: { readonly [K in keyof Rows]: OpenRow[] };
  readonly told: Open<Told>[];
  readonly pauses: Pause[];
  readonly orphans: Orphan[];
}

const START_MS = Date.parse("2026-03-02T08:00:00Z");

/** When a step was. */
export function momentOf(step: number): Date {
  return new Date(msOf(step));
}

export function msOf(step: number): number {
  return START_MS + step * 1_000;
}

export function emptyDay(): DayDraft {
  const rows = { orders: [], payments: [], reader_actions: [], operations: [], timeline: [], webhook_inbox: [] };
  return {
    seed: "1",
    intents: [],
    changes: [],
    requests: [],
    rows,
    told: [],
    pauses: [],
    orphans: [],
    webhooksEndedAtMs: null,
  };
}

/** The row or intent with an id, to be falsified. */
export function find<T extends { id?: unknown }>(all: readonly T[], id: string | number): T {
  const found = all.find((each) => each.id === id);
  if (found === undefined) throw new Error(`the day has no ${id}`);
  return found;
}

export function orderRow(id: string, given: OpenRow): OpenRow {
  return {
    id,
    status: "OPEN",
    total_minor: "1000",
    payment_state: "UNPAID",
    authorized_minor: "0",
    paid_minor: "0",
    refunded_minor: "0",
    tip_minor: "0",
    reserved_minor: "0",
    sequence: 0,
    completed_at: null,
    ...given,
  };
}

export function paymentRow(id: string, given: OpenRow): OpenRow {
  return {
    id,
    order_open: false,
    tender: "CARD_PRESENT",
    handover: "SERVER",
    tip_minor: "0",
    capture_tip_minor: "0",
    amount_capturable_minor: "0",
    amount_received_minor: "0",
    amount_refunded_minor: "0",
    capture_method: "MANUAL",
    stripe_payment_intent_id: null,
    handover_unsettled: false,
    ...given,
  };
}

export function addIntent(day: DayDraft, id: string, given: Partial<StripeIntent>): void {
  const none = { amount_received: 0, amount_capturable: 0, metadata: {}, latest_charge: null };
  day.intents.push({ id, status: "requires_payment_method", amount: 1000, ...none, ...given });
}

export function addChange(day: DayDraft, [step, intentId, status]: readonly [number, string, string], minor = 0): void {
  const amountReceived = status === "succeeded" ? minor : 0;
  const amountCapturable = status === "requires_capture" ? minor : 0;
  day.changes.push({ step, atMs: msOf(step), intentId, status, amountReceived, amountCapturable });
}

export interface Write {
  id: string;
  kind: string;
  step: number;
  path: string;
  paymentId: string;
  params?: Record<string, unknown>;
  sent?: Record<string, string>;
  actionId?: string;
}

/** A write as its operation's row and the request that reached Stripe. */
export function addWrite(day: DayDraft, { id, kind, step, path, paymentId, params, sent, actionId }: Write): void {
  day.rows.operations.push({
    id,
    kind,
    state: "ANSWERED",
    payment_id: paymentId,
    action_id: actionId ?? null,
    request: { method: "POST", path, params: params ?? {} },
    first_sent_at: momentOf(step - 1),
    closed_at: momentOf(step + 1),
  });
  day.requests.push({
    step,
    sentAtMs: msOf(step),
    atMs: msOf(step),
    method: "POST",
    path,
    params: sent ?? {},
    idempotencyKey: id,
    status: 200,
  });
}

export function addEntry(day: DayDraft, [step, type]: readonly [number, string], given: OpenRow): void {
  const id = day.rows.timeline.length + 1;
  const entry = { id: String(id), feed_sequence: String(id), payment_id: null, at: momentOf(step), type, data: {} };
  day.rows.timeline.push({ ...entry, ...given });
}

export function addTold(
  day: DayDraft,
  [askedAtStep, step, field]: readonly [number, number, string],
  { input, data }: { input: Record<string, unknown>; data: unknown },
): void {
  const times = { askedAtStep, step, askedAtMs: msOf(askedAtStep), atMs: msOf(step) };
  day.told.push({ ...times, till: "till-1", field, variables: { input }, answer: { data } });
}
