import type { CommandKind } from "./command.js";
import type { ReaderAction } from "./reader-action.js";

/** What goes on around a payment besides its own row. */
export interface PaymentActivity {
  /** The live action, or the latest one that ended. */
  action: ReaderAction | null;
  /** A write to Stripe that is written down and not closed. */
  pendingCommand: CommandKind | null;
  /** Since when. */
  pendingSince?: Date | null;
}
