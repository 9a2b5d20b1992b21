/**
 * The rules of intents, readers and idempotency as the fact sheet has them, written a second time and without a look at
 * the sandbox: what a random walk through the sandbox is compared with.
 */

export type Status =
  "requires_payment_method" | "requires_confirmation" | "requires_capture" | "succeeded" | "canceled";

export interface Intent {
  readonly id: string;
  readonly isManual: boolean;
  amount: number;
  status: Status;
  capturable: number;
  received: number;
  refunded: number;
  /** Unix seconds. */
  holdUntil: number | null;
}

export interface Slot {
  readonly type: "collect_payment_method" | "confirm_payment_intent" | "process_payment_intent" | "set_reader_display";
  readonly intent: Intent | null;
  status: "in_progress" | "succeeded" | "failed";
}

interface Card {
  readonly intent: Intent;
  readonly isGood: boolean;
}

export interface Reader {
  readonly id: string;
  isOffline: boolean;
  isBusy: boolean;
  /** How long the issuer takes. */
  readonly authorizeMs: number;
  slot: Slot | null;
  collected: Card | null;
  authorizing: (Card & { readonly amount: number }) | null;
}

/** Refused with one of these codes (null for none), or done. Which of several faults is told first is left open. */
export type Verdict = { readonly refused: readonly (string | null)[] } | "done";

const HOLD_SECONDS = 4.75 * 86_400;
const CONFIRM_WITHIN_MS = 30_000;
const KEYS_LIVE_MS = 86_400_000;

export class Model {
  nowMs: number;
  readonly intents: Intent[] = [];
  readonly readers: Reader[] = [];
  readonly keys = new Map<string, { readonly params: string; readonly id: string; readonly atMs: number }>();
  /** What comes by itself, in the order in which it was begun. */
  #agenda: { readonly atMs: number; readonly run: () => void }[] = [];

  constructor(nowMs: number) {
    this.nowMs = nowMs;
  }

  create(id: string, amount: number, isManual: boolean): void {
    const status = "requires_payment_method";
    this.intents.push({ id, isManual, amount, status, capturable: 0, received: 0, refunded: 0, holdUntil: null });
  }

  /** What a key stands for now: nothing, this very request, or another one. */
  keyUse(key: string, params: string): "new" | "replay" | "mismatch" {
    const kept = this.keys.get(key);
    if (!kept || this.nowMs - kept.atMs >= KEYS_LIVE_MS) return "new";
    return kept.params === params ? "replay" : "mismatch";
  }

  hand(reader: Reader, type: Slot["type"], intent: Intent | null): Verdict {
    const faults = unreachable(reader);
    if (intent && intent.status !== "requires_payment_method") faults.push("intent_invalid_state");
    if (faults.length > 0) return { refused: faults };
    this.#drop(reader);
    reader.slot = { type, intent, status: "in_progress" };
    return "done";
  }

  cancelAction(reader: Reader): Verdict {
    const faults = unreachable(reader);
    if (faults.length > 0) return { refused: faults };
    this.#drop(reader);
    reader.slot = null;
    return "done";
  }

  present(reader: Reader, isGood: boolean): Verdict {
    const faults: (string | null)[] = unreachable(reader);
    const { slot } = reader;
    const isWaiting = slot?.status === "in_progress" && asksForCard(slot);
    if (!isWaiting) faults.push(null);
    if (faults.length > 0 || !slot?.intent) return { refused: faults };
    const { intent } = slot;
    if (intent.status !== "requires_payment_method") slot.status = "failed";
    else if (slot.type === "process_payment_intent") this.#authorize(reader, { intent, isGood }, intent.status);
    else {
      const card = { intent, isGood };
      intent.status = "requires_confirmation";
      slot.status = "succeeded";
      reader.collected = card;
      this.#later(CONFIRM_WITHIN_MS, () => reader.collected === card && this.#drop(reader));
    }
    return "done";
  }

  /** The customer's button, which is shown by whatever asks for a card; false where there is none to press. */
  pressCancel(reader: Reader): boolean {
    const { slot } = reader;
    if (slot?.status !== "in_progress" || !asksForCard(slot) || unreachable(reader).length > 0) return false;
    slot.status = "failed";
    return true;
  }

  confirm(reader: Reader, intent: Intent): Verdict {
    const faults = unreachable(reader);
    const { collected } = reader;
    if (intent.status !== "requires_confirmation" || collected?.intent !== intent) faults.push("intent_invalid_state");
    if (faults.length > 0 || !collected) return { refused: faults };
    reader.collected = null;
    reader.slot = { type: "confirm_payment_intent", intent, status: "in_progress" };
    this.#authorize(reader, collected, intent.status);
    return "done";
  }

  changeAmount(intent: Intent, amount: number): Verdict {
    if (!["requires_payment_method", "requires_confirmation"].includes(intent.status)) return wrongState();
    intent.amount = amount;
    return "done";
  }

  capture(intent: Intent, amount: number | undefined): Verdict {
    if (intent.status !== "requires_capture") return wrongState();
    if ((amount ?? 0) > intent.capturable) return { refused: ["amount_too_large"] };
    intent.received = amount ?? intent.capturable;
    Object.assign(intent, { status: "succeeded", capturable: 0, holdUntil: null });
    return "done";
  }

  cancel(intent: Intent): Verdict {
    if (intent.status === "succeeded" || intent.status === "canceled") return wrongState();
    Object.assign(intent, { status: "canceled", capturable: 0, holdUntil: null });
    return "done";
  }

  refund(intent: Intent, amount: number | undefined): Verdict {
    if (intent.status !== "succeeded") return { refused: [null] };
    const left = intent.received - intent.refunded;
    if (left === 0) return { refused: ["charge_already_refunded"] };
    if ((amount ?? 0) > left) return { refused: [null] };
    intent.refunded += amount ?? left;
    return "done";
  }

  /** One thing after the other, each at its own time. */
  advance(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (let next = this.#nextBy(untilMs); next; next = this.#nextBy(untilMs)) {
      this.#agenda = this.#agenda.filter((item) => item !== next);
      this.nowMs = next.atMs;
      next.run();
    }
    this.nowMs = untilMs;
  }

  #nextBy(untilMs: number) {
    return this.#agenda.filter(({ atMs }) => atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)[0];
  }

  #later(ms: number, run: () => unknown): void {
    this.#agenda.push({ atMs: this.nowMs + ms, run });
  }

  /** The issuer is asked for this amount in this state: if either is another by the time of its answer, nothing is paid. */
  #authorize(reader: Reader, card: Card, status: Status): void {
    if (reader.authorizeMs === 0) return this.#finish(reader, card);
    const asked = { ...card, amount: card.intent.amount };
    reader.authorizing = asked;
    this.#later(reader.authorizeMs, () => {
      reader.authorizing = null;
      const isAsAsked = card.intent.status === status && card.intent.amount === asked.amount;
      if (isAsAsked) this.#finish(reader, card);
      else if (!reader.isOffline && reader.slot) reader.slot.status = "failed";
    });
  }

  /** The money moves; whether anybody hears of it hangs on the reader's network. */
  #finish(reader: Reader, { intent, isGood }: Card): void {
    if (reader.slot && !reader.isOffline) reader.slot.status = isGood ? "succeeded" : "failed";
    if (!isGood) intent.status = "requires_payment_method";
    else if (intent.isManual) this.#hold(intent);
    else Object.assign(intent, { status: "succeeded", received: intent.amount });
  }

  #hold(intent: Intent): void {
    const holdUntil = Math.floor(this.nowMs / 1000) + HOLD_SECONDS;
    Object.assign(intent, { status: "requires_capture", capturable: intent.amount, holdUntil });
    this.#later(holdUntil * 1000 - this.nowMs, () => {
      if (intent.holdUntil !== null) Object.assign(intent, { status: "canceled", capturable: 0, holdUntil: null });
    });
  }

  #drop(reader: Reader): void {
    const intent = reader.collected?.intent;
    reader.collected = null;
    if (intent?.status === "requires_confirmation") intent.status = "requires_payment_method";
  }
}

function asksForCard({ type }: Slot): boolean {
  return type === "process_payment_intent" || type === "collect_payment_method";
}

function unreachable(reader: Reader): (string | null)[] {
  if (reader.isOffline) return ["terminal_reader_offline"];
  return reader.isBusy || reader.authorizing ? ["terminal_reader_busy"] : [];
}

function wrongState(): Verdict {
  return { refused: ["payment_intent_unexpected_state"] };
}
