export interface Decline {
  readonly code: string;
  readonly declineCode: string;
  readonly message: string;
  readonly adviceCode?: string;
  readonly networkDeclineCode?: string;
}

const DECLINED = "Your card was declined.";

function declined(declineCode: string, networkDeclineCode: string, message = DECLINED): Decline {
  return { code: "card_declined", declineCode, message, networkDeclineCode };
}

/** A simulated reader has no PIN pad, so that the PIN endings fail with the PIN's own code (facts 4.8). */
function needsPin(code: string): Decline {
  const message =
    "This transaction requires a PIN. In testmode, present a test card that answers with a PIN, or take another amount.";
  return { code, declineCode: code, message };
}

export const GENERIC_DECLINE: Decline = { ...declined("generic_decline", "01"), adviceCode: "try_again_later" };

export const INSUFFICIENT_FUNDS: Decline = {
  ...declined("insufficient_funds", "51", "Your card has insufficient funds."),
  adviceCode: "try_again_later",
};

export const LOST_CARD: Decline = { ...declined("lost_card", "41"), adviceCode: "do_not_try_again" };
export const STOLEN_CARD: Decline = { ...declined("stolen_card", "43"), adviceCode: "do_not_try_again" };

export const EXPIRED_CARD: Decline = {
  code: "expired_card",
  declineCode: "expired_card",
  message: "Your card has expired.",
  adviceCode: "do_not_try_again",
  networkDeclineCode: "54",
};

export const PROCESSING_ERROR: Decline = {
  code: "processing_error",
  declineCode: "processing_error",
  message: "An error occurred while processing your card. Try again in a little bit.",
  adviceCode: "try_again_later",
};

/** A network that can't do what was asked of the card. */
export const CARD_NOT_SUPPORTED: Decline = {
  code: "card_declined",
  declineCode: "card_not_supported",
  message: "Your card does not support this type of purchase.",
};

/** By the last two digits of the total, tip included; in zero-decimal currencies too (facts 4.8). */
const BY_ENDING: Readonly<Record<number, Decline>> = {
  1: declined("call_issuer", "01"),
  2: needsPin("offline_pin_required"),
  3: needsPin("online_or_offline_pin_required"),
  5: GENERIC_DECLINE,
  55: declined("incorrect_pin", "55"),
  65: declined("withdrawal_count_limit_exceeded", "65"),
  75: declined("pin_try_exceeded", "75"),
};

export function declineOfAmount(amount: number): Decline | undefined {
  return BY_ENDING[amount % 100];
}
