import { type CommandKind, isReaderCommand } from "./command.js";

/** Stripe holds an idempotency key for at least 24 h; an hour of that is left for the clocks to differ. */
export const RESEND_WITHIN_MS = 23 * 3_600_000;

/** SEND: under the operation's own key. LOOK_UP: read the PaymentIntent. READ_READER: the reader first, then the PaymentIntent. */
export type RecoveryStep = "SEND" | "LOOK_UP" | "READ_READER";

export interface RecoveryFacts {
  kind: CommandKind;
  firstSentAt: Date | null;
}

/** What may be done about an operation that nobody holds any more and that has no answer. */
export function recoveryPlan(facts: RecoveryFacts, now: Date): RecoveryStep {
  if (isReaderCommand(facts.kind)) return "READ_READER";
  if (facts.firstSentAt === null) return "SEND";
  const isKeyHeld = now.getTime() - facts.firstSentAt.getTime() < RESEND_WITHIN_MS;
  return isKeyHeld ? "SEND" : "LOOK_UP";
}

const FIRST_BACK_OFF_MS = 200;
const MAX_BACK_OFF_MS = 60_000;

/** How long to wait after the n-th try went unanswered. */
export function backOffMs(attempts: number): number {
  return Math.min(MAX_BACK_OFF_MS, FIRST_BACK_OFF_MS * 3 ** Math.max(0, attempts - 1));
}
