import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { ReaderRow } from "../entities/reader.js";
import { approvePayment } from "../payments/approve-payment.js";
import { newMethod } from "../payments/attach-method.js";
import { cardPresentDetails, cardPresentMethod } from "../payments/card-present-details.js";
import { declineOf } from "../payments/card-outcome.js";
import { declineError, declinePayment } from "../payments/decline-payment.js";
import { newCharge } from "../payments/new-charge.js";
import type { TestCard } from "../payments/test-cards.js";
import { failAction, succeedAction } from "./finish-action.js";

const DAY_SECONDS = 24 * 60 * 60;

/** Two days, and 4 d 18 h for Visa (facts 3.4). */
const HOLD_SECONDS = 2 * DAY_SECONDS;
const VISA_HOLD_SECONDS = 4 * DAY_SECONDS + 18 * 60 * 60;

/** Readers older than this software report no `api_error` (facts 0). */
const API_ERROR_SINCE = [2, 42] as const;

/** The reader lost Stripe in the middle: the payment may have gone through all the same. */
const NOT_CONNECTED = { code: "connection_error", message: "Could not connect to Stripe.", apiError: null } as const;

export interface Presented {
  readonly intent: PaymentIntentRow;
  readonly card: TestCard;
}

/** The card is read and authorized in one go: the action and the intent change together. */
export function takeCard(work: Work, reader: ReaderRow, { intent, card }: Presented): ReaderRow {
  if (reader.connectionError === "before") return failAction(work, reader, NOT_CONNECTED);
  const decline = declineOf(card, intent.amount);
  const attempts = intent.attempts + 1;
  const captureBefore = isManual(intent, card) ? work.nowSeconds + holdSeconds(card) : null;
  const method = newMethod(work, {
    type: card.kind,
    details: cardPresentMethod(work, card),
    billingDetails: null,
    metadata: {},
  });
  work.put("payment_methods", method);
  const charge = newCharge(work, intent, {
    amount: intent.amount,
    captureBefore,
    paymentMethodDetails: cardPresentDetails(work, {
      card,
      readerId: reader.id,
      locationId: reader.locationId,
      amount: intent.amount,
      captureBefore,
      approved: !decline,
      attemptKey: `${intent.id}:${attempts}`,
    }),
    paymentMethodId: method.id,
    prefix: "ch",
    refundFails: card.refundFails ?? false,
  });

  if (!decline) {
    approvePayment(work, { ...intent, attempts }, charge);
    return reader.connectionError === "after" ? failAction(work, reader, NOT_CONNECTED) : succeedAction(work, reader);
  }
  // A tip that was chosen before a decline goes with the attempt: the sale's own amount is what the next card sees.
  const untipped = { ...intent, amount: intent.amount - (intent.tipAmount ?? 0), tipAmount: null, attempts };
  declinePayment(work, untipped, { charge, method, decline });
  const apiError = reportsApiErrors(reader) ? declineError({ charge, method, decline }) : null;
  return failAction(work, reader, { code: decline.code, message: decline.message, apiError });
}

/** The card's own setting goes before the intent's; Interac knows no holds (facts 3.1, 7). */
function isManual(intent: PaymentIntentRow, card: TestCard): boolean {
  if (card.kind === "interac_present") return false;
  const options = intent.methodOptions["card_present"] as { capture_method?: string } | undefined;
  return options?.capture_method !== undefined || intent.captureMethod === "manual";
}

function holdSeconds(card: TestCard): number {
  return card.network === "visa" ? VISA_HOLD_SECONDS : HOLD_SECONDS;
}

function reportsApiErrors({ deviceSwVersion }: ReaderRow): boolean {
  const [major = 0, minor = 0] = deviceSwVersion.split(".").map(Number);
  return major > API_ERROR_SINCE[0] || (major === API_ERROR_SINCE[0] && minor >= API_ERROR_SINCE[1]);
}
