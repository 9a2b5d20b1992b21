import type { Operation } from "../domain/operation.js";

/**
 * The places on an operation's way where what is committed and what Stripe did stand differently. "after the send": the
 * request is under way, and whether Stripe has it is not known.
 */
export const RECOVERY_POINTS = ["before the send", "after the send", "after the answer", "before the commit"] as const;
export type RecoveryPoint = (typeof RECOVERY_POINTS)[number];

/** Waited for where an operation passes a recovery point, so that a test can end the process exactly there. */
export type Checkpoint = (point: RecoveryPoint, operation: Operation) => Promise<void>;
