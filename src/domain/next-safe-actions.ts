import { formatAmount } from "./money.js";
import { next, type NextSafeAction, type PaymentFacts } from "./next-safe-action.js";
import { CHECK_CONNECTION_AFTER, whileLive, whileSent } from "./offers-while-live.js";
import { CONFIRMABLE_STATUSES, isRecordedTender, type Payment, type PaymentStatus } from "./payment.js";
import { isLive } from "./reader-action.js";
import { areHoldsSurplus, capturableMinor, chargeableMinor, dueMinor, freeForMinor, shareOf } from "./reservations.js";

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
    return whileSent(whatIsAsked(facts), activity.pendingSince ?? now, now);
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

function whatIsAsked({ order, activity }: PaymentFacts): string {
  return order?.status === "COMPLETED" && activity.pendingCommand === "CAPTURE_PAYMENT_INTENT"
    ? "The money is held and is being taken. The goods may be handed over."
    : "Stripe is being asked. This takes a moment.";
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

function isWithTheTill({ handover, status }: Payment): boolean {
  return handover === "CLIENT" && (CONFIRMABLE_STATUSES as readonly PaymentStatus[]).includes(status);
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

function whenAuthorized({ payment, order, activity, isOrderBusy }: PaymentFacts): NextSafeAction[] {
  const until = payment.captureBefore === null ? "" : ` It is held until ${payment.captureBefore.toISOString()}.`;
  const capture = next("CAPTURE", `The money is held and not taken yet.${until}`);
  const cancel = next("CANCEL", "Let the held money go.");
  if (order === null) return [capture, cancel];
  if (order.status === "CANCELED" || areHoldsSurplus(order.totalMinor, order)) return [cancel];
  const { authorizedMinor } = shareOf(payment, activity);
  const fitsMinor = capturableMinor(order.totalMinor, order, authorizedMinor);
  // A capture takes all of a hold: where that is more than is due, a completed order's missing part needs a person.
  if (fitsMinor < authorizedMinor) {
    const help = `Only ${formatAmount(fitsMinor, order.currency)} of what is held is due. Call for help.`;
    return order.status === "COMPLETED" ? [next("CALL_FOR_HELP", help), cancel] : [cancel];
  }
  if (order.status === "COMPLETED") return [capture, cancel];
  const isDue = dueMinor(order.totalMinor, order) > 0;
  const isCovered = isOrderBusy !== true && !isDue && order.reservedMinor === 0;
  return isCovered
    ? [next("COMPLETE_ORDER", "The order is covered. Hand over the goods and complete it."), capture, cancel]
    : [capture, cancel];
}

function anotherTender({ order }: PaymentFacts, why: string): NextSafeAction[] {
  if (order === null || order.status !== "OPEN") return [];
  const freeMinor = chargeableMinor(order);
  return freeMinor > 0
    ? [next("TAKE_ANOTHER_TENDER", `${why} ${formatAmount(freeMinor, order.currency)} can be taken another way.`)]
    : [];
}
