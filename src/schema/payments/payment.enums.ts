import { PAYMENT_SORTS } from "../../domain/filters.js";
import {
  CAPTURE_DEADLINE_SOURCES,
  CAPTURE_METHODS,
  HANDOVERS,
  PAYMENT_ORIGINS,
  PAYMENT_STATUSES,
  TENDERS,
} from "../../domain/payment.js";
import { registerEnum } from "../register-enum.js";

export const TenderEnum = registerEnum("Tender", TENDERS, {
  description: "How the customer pays.",
  values: {
    CARD_PRESENT: "A card or a wallet at a reader.",
    TWINT: "TWINT, approved in the customer's app. CHF only.",
    CASH: "Recorded with `recordPayment`; Stripe knows nothing of it.",
    OTHER: "Recorded with `recordPayment`: a voucher, an invoice.",
  },
});

export const PaymentStatusEnum = registerEnum("PaymentStatus", PAYMENT_STATUSES, {
  description: "Stripe's PaymentIntent statuses, and what they lack. What to do next is in `nextSafeActions`.",
  values: {
    CREATING: "Written down here, not yet known to exist at Stripe.",
    CREATION_FAILED: "Stripe did not accept it. Final.",
    REQUIRES_PAYMENT_METHOD: "Nothing presented yet, or declined. The same payment can be tried again.",
    REQUIRES_CONFIRMATION: "A card was read and not authorized.",
    REQUIRES_ACTION: "The customer has to do something, such as approve in TWINT.",
    PROCESSING: "Under way at Stripe.",
    REQUIRES_CAPTURE: "The money is held, not taken.",
    CANCELED: "Can't take money any more. Final.",
    SUCCEEDED: "Taken. Final, refunds apart.",
    UNRECOGNIZED: "Stripe says something newer than this server: see `stripeStatus`.",
  },
});

export const CaptureMethodEnum = registerEnum("CaptureMethod", CAPTURE_METHODS, {
  description: "When held money is taken.",
  values: {
    AUTOMATIC: "At once, with the authorization.",
    MANUAL: "By `completeOrder` or `capturePaymentIntent`, before `captureBefore`.",
    MANUAL_PREFERRED: "By hand where the card allows it, else at once.",
  },
});

export const HandoverEnum = registerEnum("Handover", HANDOVERS, {
  description: "Who hands the payment to the customer.",
  values: {
    SERVER: "This server: to a reader, or by a redirect.",
    CLIENT: "A till with Stripe.js or an SDK. Until it is final the amount stays reserved.",
  },
});

export const PaymentOriginEnum = registerEnum("PaymentOrigin", PAYMENT_ORIGINS, {
  description: "Where a payment or a refund came from.",
  values: {
    API: "Made through this server.",
    ADOPTED: "Found at Stripe, made elsewhere.",
  },
});

export const CaptureDeadlineSourceEnum = registerEnum("CaptureDeadlineSource", CAPTURE_DEADLINE_SOURCES, {
  description: "Where `captureBefore` comes from.",
  values: {
    CHARGE: "Stripe said so.",
    ASSUMED: "Stripe did not say: the authorization and two days.",
  },
});

export const PaymentSortEnum = registerEnum("PaymentSort", PAYMENT_SORTS, {
  description: "The order of a list of payments. Ties are broken by id, so pages never repeat or skip a row.",
  values: {
    CAPTURE_BEFORE_ASC: "What expires first comes first; only payments that have a capture deadline are listed.",
  },
});
