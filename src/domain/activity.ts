import type { CommandKind } from "./command.js";
import { isLive, type ReaderAction } from "./reader-action.js";

/** What goes on around a payment besides its own row. */
export interface PaymentActivity {
  /** The live action, or the latest one that ended. */
  action: ReaderAction | null;
  /** A write to Stripe that is written down and not closed. */
  pendingCommand: CommandKind | null;
  /** Since when. */
  pendingSince?: Date | null;
}

/** An open page holds no reader: it is shut by canceling the intent. One that is just being opened is not open yet. */
export function openRedirectOf({ action }: PaymentActivity): ReaderAction | null {
  const isOpen = action !== null && isLive(action.state) && action.state !== "DISPATCHING";
  return isOpen && action.kind === "TWINT_REDIRECT" ? action : null;
}
