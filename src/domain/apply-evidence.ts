import type { CommandKind } from "./command.js";
import { concludeEnd } from "./conclude-end.js";
import { entryOf } from "./conclude-action.js";
import { observe, withCaptureTip } from "./observe.js";
import type { Refusal } from "./operation.js";
import type { Payment } from "./payment.js";
import { isLive, type ReaderAction } from "./reader-action.js";
import { toFailureOf, toRefusedFailure } from "./refusals.js";
import type { IntentSnapshot } from "./snapshots.js";
import type { TimelineDraft } from "./timeline.js";

/** What was learnt of a write to Stripe that concerned a payment. */
export interface OutcomeFacts {
  kind: CommandKind;
  evidence:
    | { kind: "answer"; intent: IntentSnapshot | null; readNumber: number | null }
    | { kind: "look"; intent: IntentSnapshot | null; readNumber: number | null }
    | { kind: "refusal"; intent?: IntentSnapshot | null; readNumber?: number | null }
    | { kind: "silence"; reason: string };
  refusal: Refusal | null;
  /** The tip that the capture adds to one chosen on the reader. */
  tipMinor: number;
}

export interface Around {
  payment: Payment;
  /** The live action that the write began or cancels, or that holds the payment. */
  action: ReaderAction | null;
}

export interface Applied extends Around {
  entries: TimelineDraft[];
}

/** What the outcome of a write changes: first for the action it began or cancels, then whatever its answer tells. */
export function applyEvidence(before: Around, facts: OutcomeFacts, now: Date): Applied {
  const begun = applyToAction(before, facts, now);
  const told = isToldAlready(before, facts) ? begun : applyRefusal(begun, facts);
  const { evidence } = facts;
  const { intent = null, readNumber = null } = "intent" in evidence ? evidence : {};
  if (intent === null || readNumber === null) return told;
  const liveAction = told.action !== null && isLive(told.action.state) ? told.action : null;
  const look = { number: readNumber, intent, reader: null };
  const observed = observe({ payment: told.payment, liveAction, cancelPending: false }, look, now);
  const created: TimelineDraft[] =
    facts.kind === "CREATE_PAYMENT_INTENT"
      ? [
          {
            type: "payment.created",
            paymentId: observed.payment.id,
            data: { paymentIntentId: intent.id, amountMinor: observed.payment.amountMinor },
          },
        ]
      : [];
  // Refused, it took nothing: a look that found another capture meanwhile counted its tip in vain.
  const isTipped = facts.tipMinor > 0 && observed.payment.status === "SUCCEEDED";
  const captureTipMinor = facts.refusal === null ? facts.tipMinor : 0;
  return {
    payment: isTipped ? withCaptureTip(observed.payment, captureTipMinor) : observed.payment,
    action: observed.action ?? told.action,
    entries: [...told.entries, ...created, ...observed.entries],
  };
}

/** Commands that hand the payment to a reader or open a redirect. */
const HANDS_OVER: readonly CommandKind[] = ["PROCESS_PAYMENT_INTENT", "CONFIRM_TWINT"];

function applyToAction(before: Around, facts: OutcomeFacts, now: Date): Applied {
  const { payment, action } = before;
  if (action === null) return { ...before, entries: [] };
  if (HANDS_OVER.includes(facts.kind)) return handedOver({ payment, action }, facts, now);
  if (facts.kind !== "CANCEL_READER_ACTION") return { ...before, entries: [] };
  // A read that began before may still show it running: that says nothing of the cancel.
  const asked = { ...action, readsBeforeAcknowledged: payment.readsStarted };
  const { evidence, refusal } = facts;
  const reason = evidence.kind === "silence" ? evidence.reason : null;
  const ended = concludeEnd(asked, { isAnswered: evidence.kind === "answer", refusal, reason }, now);
  const isNews = ended.state !== action.state && (ended.state === "UNKNOWN" || ended.state === "CANCELING");
  return { payment, action: ended, entries: isNews ? [entryOf(ended)] : [] };
}

function handedOver(
  { payment, action }: { payment: Payment; action: ReaderAction },
  facts: OutcomeFacts,
  now: Date,
): Applied {
  const { evidence, refusal } = facts;
  const handed = { ...action, readsBeforeAcknowledged: payment.readsStarted };
  const changed = (next: ReaderAction): Applied => ({ payment, action: next, entries: [entryOf(next)] });
  if (refusal !== null) {
    return changed({ ...handed, state: "FAILED", failure: toRefusedFailure(refusal), endedAt: now });
  }
  if (!isAcknowledged(evidence)) return changed({ ...handed, state: "UNKNOWN", unknownSince: now });
  return changed({
    ...handed,
    acknowledged: true,
    state: action.state === "DISPATCHING" ? "IN_PROGRESS" : action.state,
  });
}

/** An answer acknowledges; a look only where it shows what the hand-over leads to. */
function isAcknowledged(evidence: OutcomeFacts["evidence"]): boolean {
  if (evidence.kind === "answer") return true;
  return evidence.kind === "look" && evidence.intent !== null && evidence.intent.status !== "requires_payment_method";
}

/** An action that is ended again and again is refused again and again: the history holds the first of each kind. */
function isToldAlready({ action }: Around, { kind, refusal }: OutcomeFacts): boolean {
  if (action === null || refusal === null || kind !== "CANCEL_READER_ACTION") return false;
  return action.failure?.code === toRefusedFailure(refusal).code;
}

function applyRefusal(applied: Applied, { kind, refusal }: OutcomeFacts): Applied {
  if (refusal === null) return applied;
  const { payment } = applied;
  // Who follows a reader is told of it by the entry that names it.
  const readerId = applied.action?.readerId ?? null;
  const { code, message: stripeMessage } = refusal;
  const data = { command: kind, code, stripeMessage, ...(readerId === null ? {} : { readerId }) };
  if (kind === "CREATE_PAYMENT_INTENT") {
    const failed: Payment = { ...payment, status: "CREATION_FAILED", lastError: toFailureOf(refusal) };
    return {
      ...applied,
      payment: failed,
      entries: [...applied.entries, { type: "payment.creation_failed", paymentId: payment.id, data }],
    };
  }
  return { ...applied, entries: [...applied.entries, { type: "operation.refused", paymentId: payment.id, data }] };
}
