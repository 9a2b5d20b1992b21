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

export interface Reader {
  readonly id: string;
  isOffline: boolean;
  isBusy: boolean;
  slot: Slot | null;
  collected: { readonly intent: Intent; readonly isGood: boolean; readonly untilMs: number } | null;
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
    const isWaiting = slot?.status === "in_progress" && slot.type !== "set_reader_display";
    if (!isWaiting) faults.push(null);
    if (faults.length > 0 || !slot?.intent) return { refused: faults };
    const { intent } = slot;
    if (intent.status !== "requires_payment_method") slot.status = "failed";
    else if (slot.type === "process_payment_intent") this.#charge(slot, intent, isGood);
    else {
      intent.status = "requires_confirmation";
      slot.status = "succeeded";
      reader.collected = { intent, isGood, untilMs: this.nowMs + CONFIRM_WITHIN_MS };
    }
    return "done";
  }

  confirm(reader: Reader, intent: Intent): Verdict {
    const faults = unreachable(reader);
    const { collected } = reader;
    if (intent.status !== "requires_confirmation" || collected?.intent !== intent) faults.push("intent_invalid_state");
    if (faults.length > 0 || !collected) return { refused: faults };
    reader.collected = null;
    reader.slot = { type: "confirm_payment_intent", intent, status: "in_progress" };
    this.#charge(reader.slot, intent, collected.isGood);
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

  advance(ms: number): void {
    this.nowMs += ms;
    for (const reader of this.readers)
      if (reader.collected && reader.collected.untilMs <= this.nowMs) this.#drop(reader);
    for (const intent of this.intents) {
      if (intent.holdUntil === null || intent.holdUntil * 1000 > this.nowMs) continue;
      Object.assign(intent, { status: "canceled", capturable: 0, holdUntil: null });
    }
  }

  #charge(slot: Slot, intent: Intent, isGood: boolean): void {
    slot.status = isGood ? "succeeded" : "failed";
    if (!isGood) intent.status = "requires_payment_method";
    else if (intent.isManual) {
      const holdUntil = Math.floor(this.nowMs / 1000) + HOLD_SECONDS;
      Object.assign(intent, { status: "requires_capture", capturable: intent.amount, holdUntil });
    } else Object.assign(intent, { status: "succeeded", received: intent.amount });
  }

  #drop(reader: Reader): void {
    const intent = reader.collected?.intent;
    reader.collected = null;
    if (intent?.status === "requires_confirmation") intent.status = "requires_payment_method";
  }
}

function unreachable(reader: Reader): (string | null)[] {
  if (reader.isOffline) return ["terminal_reader_offline"];
  return reader.isBusy ? ["terminal_reader_busy"] : [];
}

function wrongState(): Verdict {
  return { refused: ["payment_intent_unexpected_state"] };
}
