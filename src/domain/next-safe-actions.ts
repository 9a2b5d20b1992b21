import type { PaymentActivity } from "./activity.js";
import { formatAmount } from "./money.js";
import type { Order } from "./order.js";
import { isRecordedTender, type Payment, type PaymentStatus } from "./payment.js";
import { isLive, type LiveActionState, type ReaderAction } from "./reader-action.js";
import { chargeableMinor, dueMinor, freeForMinor, overpaidMinor, shareOf } from "./reservations.js";
import { CALL_FOR_HELP_AFTER_MS, isStuck } from "./stuck.js";

export const NEXT_ACTIONS = [
  "WAIT",
  "PROCESS_ON_READER",
  "CONFIRM",
  "OPEN_REDIRECT",
  "CAPTURE",
  "CANCEL",
  "CANCEL_READER_ACTION",
  "COMPLETE_ORDER",
  "REFUND",
  "TAKE_ANOTHER_TENDER",
  "RECHECK",
  "CHECK_CONNECTION",
  "CALL_FOR_HELP",
] as const;
export type NextAction = (typeof NEXT_ACTIONS)[number];

/** Something the cashier may safely do now, with a sentence that can be shown. */
export interface NextSafeAction {
  action: NextAction;
  reason: string;
  notBefore: Date | null;
}

/** An unknown outcome is looked up this often. */
export const LOOK_UP_EVERY_MS = 2_000;
/** Sent and unanswered for this long, something is wrong with the line. */
const CHECK_CONNECTION_AFTER_MS = 10_000;
/** So many looks, or attempts, in a row without an answer: the till's or our own connection is the likeliest cause. */
const CHECK_CONNECTION_AFTER = 2;

export interface PaymentFacts {
  payment: Payment;
  /** Null for an adopted payment that is not linked yet. */
  order: Order | null;
  activity: PaymentActivity;
  /** Whether a write to another payment of the order is under way: what is held now may be let go in a moment. */
  isOrderBusy?: boolean;
  /** How many of its attempts in a row, the latest among them, got no answer. */
  unansweredInARow?: number;
}

/** What is safe to do about a payment, the likeliest first. */
export function nextSafeActions(facts: PaymentFacts, now: Date): NextSafeAction[] {
  const { payment, activity } = facts;
  const { action } = activity;
  if (action !== null && isLive(action.state)) {
    const offers = whileLive({ ...facts, action }, action.state, now);
    // One that is on its way to Stripe already is not begun again.
    return activity.pendingCommand === null ? offers : offers.filter((offer) => offer.action !== "CANCEL");
  }
  if (activity.pendingCommand !== null) {
    return whileSent("Stripe is being asked. This takes a moment.", activity.pendingSince ?? now, now);
  }
  if (isRecordedTender(payment.tender)) return [];
  if (isWithTheTill(payment)) return whileWithTheTill(facts);
  switch (payment.status) {
    case "CREATING":
      return [next("RECHECK", "The payment was being set up. Check again.")];
    case "CREATION_FAILED":
      return anotherTender(facts, "Stripe did not accept this payment.");
    case "REQUIRES_PAYMENT_METHOD":
      return whenIdle(facts);
    case "REQUIRES_CONFIRMATION":
    case "REQUIRES_ACTION":
      return [
        next("RECHECK", "Something was started and is not finished. Check again."),
        next("CANCEL", "Or cancel this payment."),
      ];
    case "PROCESSING":
      return [next("WAIT", "The payment is being processed."), next("RECHECK", "Check again if it takes long.")];
    case "REQUIRES_CAPTURE":
      return whenAuthorized(facts);
    case "CANCELED":
      return anotherTender(facts, "This payment is canceled.");
    case "SUCCEEDED":
      return [];
    case "UNRECOGNIZED":
      return [
        next("RECHECK", "Stripe answered something unknown. Check again."),
        next("CALL_FOR_HELP", "Call for help if it stays so."),
      ];
  }
}

/** What is safe to do about an order as a whole, the likeliest first. */
export function nextSafeOrderActions(order: Order, isBusy = false): NextSafeAction[] {
  if (isBusy) return [next("WAIT", "A payment of this order is just being changed at Stripe.")];
  if (order.status === "COMPLETED" && order.authorizedMinor > 0) {
    return [next("CAPTURE", "Money that is held for this order is not taken yet.")];
  }
  if (order.status !== "OPEN") return [];
  if (overpaidMinor(order.totalMinor, order) > 0)
    return [next("CALL_FOR_HELP", "More was taken than is due. Call for help.")];
  if (order.reservedMinor > 0) return [next("WAIT", "A payment of this order is under way.")];
  const dueNowMinor = dueMinor(order.totalMinor, order);
  if (dueNowMinor > 0) {
    const reason = `${formatAmount(dueNowMinor, order.currency)} is still due.`;
    const takeMore = next("TAKE_ANOTHER_TENDER", reason);
    return order.paidMinor > order.refundedMinor ? [takeMore] : [takeMore, next("CANCEL", "Or cancel the order.")];
  }
  return [next("COMPLETE_ORDER", "The order is covered. Hand over the goods and complete it.")];
}

function next(action: NextAction, reason: string, notBefore: Date | null = null): NextSafeAction {
  return { action, reason, notBefore };
}

type LiveFacts = PaymentFacts & { action: ReaderAction };

function whileLive(facts: LiveFacts, state: LiveActionState, now: Date): NextSafeAction[] {
  const { action } = facts;
  switch (state) {
    case "IN_PROGRESS":
      return action.kind === "TWINT_REDIRECT"
        ? [
            next("OPEN_REDIRECT", "The customer can pay with TWINT now: show the code or open the page."),
            next("WAIT", "Waiting for the customer to approve in TWINT."),
            next("CANCEL", "Cancel the TWINT payment."),
          ]
        : [
            next("WAIT", "The reader is waiting for the card."),
            next("CANCEL_READER_ACTION", "Cancel at the reader.", null),
          ];
    case "CANCELING":
      return isStuck(action, now)
        ? [next("CALL_FOR_HELP", "The cancel does not come to an end. Do not take other money; call for help.")]
        : [next("WAIT", "Being canceled. Wait for the result before taking other money.")];
    case "UNKNOWN":
      return whileUnknown(facts, now);
    case "DISPATCHING":
      return whileSent("Being sent. Wait for the result before taking other money.", action.startedAt, now);
  }
}

/** Sent and not answered: after a while the connection is the likeliest cause, and then a person is needed. */
function whileSent(reason: string, since: Date, now: Date): NextSafeAction[] {
  const waitedMs = now.getTime() - since.getTime();
  const wait = next("WAIT", reason);
  if (waitedMs >= CALL_FOR_HELP_AFTER_MS) {
    return [
      next("CALL_FOR_HELP", "Stripe has not answered for minutes. Do not take other money; call for help."),
      wait,
    ];
  }
  if (waitedMs >= CHECK_CONNECTION_AFTER_MS)
    return [next("CHECK_CONNECTION", "The answer does not arrive. Check the connection."), wait];
  return [wait];
}

function whileUnknown({ action, unansweredInARow = 1 }: LiveFacts, now: Date): NextSafeAction[] {
  const unknownSince = action.unknownSince ?? now;
  const isLong = now.getTime() - unknownSince.getTime() >= CALL_FOR_HELP_AFTER_MS;
  const wait = next(
    "WAIT",
    "It is not known yet whether this was paid. Do not take other money.",
    new Date(now.getTime() + LOOK_UP_EVERY_MS),
  );
  const cancel = next("CANCEL", "Or cancel the payment at Stripe: once it is canceled, nothing was taken.");
  if (isLong) {
    return [
      next("CALL_FOR_HELP", "It is still not known whether this was paid. Call for help."),
      next("RECHECK", "Check again."),
      cancel,
    ];
  }
  if (Math.max(action.lookUps, unansweredInARow) >= CHECK_CONNECTION_AFTER) {
    const check = next("CHECK_CONNECTION", "The result does not arrive. Check the reader's and the shop's connection.");
    return [check, wait, cancel];
  }
  return [wait];
}

function whenIdle(facts: PaymentFacts): NextSafeAction[] {
  const { payment, order, activity, unansweredInARow = 0 } = facts;
  if (order === null || order.status !== "OPEN") return [next("CANCEL", "The order is closed. Cancel this payment.")];
  const { reservedMinor } = shareOf(payment, activity);
  const fits = payment.amountMinor <= freeForMinor(order.totalMinor, order, reservedMinor);
  const again = payment.lastError === null ? "" : "The same payment can be tried again. ";
  const offers: NextSafeAction[] = [];
  if (unansweredInARow >= CHECK_CONNECTION_AFTER)
    offers.push(
      next("CHECK_CONNECTION", "Several attempts got no answer. Check the reader's and the shop's connection."),
    );
  if (fits && payment.tender === "CARD_PRESENT") offers.push(next("PROCESS_ON_READER", `${again}Hand it to a reader.`));
  if (fits && payment.tender === "TWINT") offers.push(next("CONFIRM", `${again}Open TWINT for the customer.`));
  offers.push(next("CANCEL", reservedMinor > 0 ? "Cancel it before taking other money." : "Cancel this payment."));
  return reservedMinor > 0 ? offers : [...offers, ...anotherTender(facts, "Nothing was taken.")];
}

/** Statuses in which a till that confirms by itself is at work, or may be at any moment. */
const WITH_THE_TILL: readonly PaymentStatus[] = ["REQUIRES_PAYMENT_METHOD", "REQUIRES_CONFIRMATION", "REQUIRES_ACTION"];

function isWithTheTill({ handover, status }: Payment): boolean {
  return handover === "CLIENT" && WITH_THE_TILL.includes(status);
}

/** It is handed over by the till itself, which tells us nothing: its share is free once it is canceled. */
function whileWithTheTill({ payment, order }: PaymentFacts): NextSafeAction[] {
  if (order === null || order.status !== "OPEN") return [next("CANCEL", "The order is closed. Cancel this payment.")];
  const again = payment.lastError === null ? "" : "It was not taken, and the same payment can be tried again. ";
  return [
    next("WAIT", `${again}The till takes this payment itself: finish it there.`),
    next("RECHECK", "Check again if it takes long."),
    next("CANCEL", "Cancel it before taking other money."),
  ];
}

function whenAuthorized({ payment, order, isOrderBusy }: PaymentFacts): NextSafeAction[] {
  const until = payment.captureBefore === null ? "" : ` It is held until ${payment.captureBefore.toISOString()}.`;
  const capture = next("CAPTURE", `The money is held and not taken yet.${until}`);
  const cancel = next("CANCEL", "Let the held money go.");
  if (order === null || order.status === "COMPLETED") return [capture, cancel];
  if (order.status === "CANCELED") return [cancel];
  const isCovered = isOrderBusy !== true && dueMinor(order.totalMinor, order) === 0 && order.reservedMinor === 0;
  return isCovered
    ? [next("COMPLETE_ORDER", "The order is covered. Hand over the goods and complete it."), capture, cancel]
    : [capture, cancel];
}

function anotherTender({ order }: PaymentFacts, why: string): NextSafeAction[] {
  if (order === null || order.status !== "OPEN") return [];
  const freeMinor = chargeableMinor(order.totalMinor, order);
  return freeMinor > 0
    ? [next("TAKE_ANOTHER_TENDER", `${why} ${formatAmount(freeMinor, order.currency)} can be taken another way.`)]
    : [];
}
