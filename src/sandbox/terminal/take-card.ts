import type { Work } from "../api/work.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { PaymentMethodRow } from "../entities/payment-method.js";
import type { ReaderRow } from "../entities/reader.js";
import { approvePayment } from "../payments/approve-payment.js";
import { countConfirmation } from "../payments/confirm-limit.js";
import { newMethod } from "../payments/new-method.js";
import { cardPresentDetails, cardPresentMethod } from "../payments/card-present-details.js";
import { declineOf } from "../payments/card-outcome.js";
import { declineError, declinePayment } from "../payments/decline-payment.js";
import { newCharge } from "../payments/new-charge.js";
import type { TestCard } from "../payments/test-cards.js";
import { takeCardOff } from "./collected-card.js";
import { failAction, succeedAction, type ActionFailure } from "./finish-action.js";
import { holdSeconds, isIncremental, isManual } from "./hold-rules.js";
import { NOT_CONNECTED } from "./reader-errors.js";
import { declineOfHold, routeCard } from "./route-card.js";

/** Readers older than this software report no `api_error` (facts 0). */
const API_ERROR_SINCE = [2, 42] as const;

export interface Presented {
  readonly intent: PaymentIntentRow;
  readonly card: TestCard;
  /** Made when the card was collected, in the flow of two steps. */
  readonly method?: PaymentMethodRow;
}

/** The card is authorized and the action ends with it. */
export function takeCard(work: Work, reader: ReaderRow, presented: Presented): ReaderRow {
  if (reader.connectionError === "before") {
    if (presented.method) takeCardOff(work, presented.intent.id);
    return failAction(work, reader, NOT_CONNECTED);
  }
  const failure = chargeCard(work, reader, presented);
  if (failure) return failAction(work, reader, failure);
  return reader.connectionError === "after" ? failAction(work, reader, NOT_CONNECTED) : succeedAction(work, reader);
}

/** What the issuer says, on the intent; the reader may never hear of it. */
export function chargeCard(work: Work, reader: ReaderRow, presented: Presented): ActionFailure | undefined {
  const intent = countConfirmation(presented.intent);
  const card = routeCard(intent, presented.card);
  const decline = declineOfHold(intent, card) ?? declineOf(card, intent.amount);
  const attempts = intent.attempts + 1;
  const captureBefore = isManual(intent, card) ? work.nowSeconds + holdSeconds(intent, card) : null;
  const method = presented.method ?? readMethod(work, intent, presented.card);
  const charge = newCharge(work, intent, {
    amount: intent.amount,
    captureBefore,
    paymentMethodDetails: cardPresentDetails(work, {
      card,
      readerId: reader.id,
      locationId: reader.locationId,
      sum: intent,
      captureBefore,
      approved: !decline,
      isIncremental: isIncremental(intent, card),
      attemptKey: `${intent.id}:${attempts}`,
    }),
    paymentMethodId: method.id,
    prefix: "ch",
    refundFails: card.refundFails ?? false,
  });

  if (!decline) {
    approvePayment(work, { ...intent, attempts }, charge);
    return undefined;
  }
  // A tip that was chosen before a decline goes with the attempt: the sale's own amount is what the next card sees.
  const untipped = { ...intent, amount: intent.amount - (intent.tipAmount ?? 0), tipAmount: null, attempts };
  declinePayment(work, untipped, { charge, method, decline });
  const apiError = reportsApiErrors(reader) ? declineError({ charge, method, decline }) : null;
  return { code: decline.code, message: decline.message, apiError };
}

function readMethod(work: Work, intent: PaymentIntentRow, card: TestCard): PaymentMethodRow {
  const details = cardPresentMethod(work, card, intent);
  return work.put("payment_methods", newMethod(work, { type: card.kind, details, billingDetails: null, metadata: {} }));
}

function reportsApiErrors({ deviceSwVersion }: ReaderRow): boolean {
  const [major = 0, minor = 0] = deviceSwVersion.split(".").map(Number);
  return major > API_ERROR_SINCE[0] || (major === API_ERROR_SINCE[0] && minor >= API_ERROR_SINCE[1]);
}
