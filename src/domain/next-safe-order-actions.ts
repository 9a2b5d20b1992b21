import { formatAmount } from "./money.js";
import { next, type NextSafeAction, type PaymentFacts } from "./next-safe-action.js";
import { nextSafeActions } from "./next-safe-actions.js";
import type { Order } from "./order.js";
import type { Payment, Tender } from "./payment.js";
import { isLive } from "./reader-action.js";
import {
  areHoldsBeyondDue,
  areHoldsSurplus,
  chargeableMinor,
  dueMinor,
  overpaidMinor,
  shareOf,
} from "./reservations.js";

/** One payment of an order, and what goes on around it. */
export type OrderEntry = Pick<PaymentFacts, "payment" | "activity" | "unansweredInARow">;

/** What an offer about an order goes by. Its figures lead; the payments say what stands behind them. */
export interface OrderFacts {
  order: Order;
  entries: readonly OrderEntry[];
}

/** What is safe to do about an order as a whole, the likeliest first. */
export function nextSafeOrderActions(facts: OrderFacts, now: Date): NextSafeAction[] {
  const offers = offersOf(facts, now);
  return offers.filter(({ action }, index) => offers.findIndex((each) => each.action === action) === index);
}

function offersOf(facts: OrderFacts, now: Date): NextSafeAction[] {
  switch (facts.order.status) {
    case "OPEN":
      return whileOpen(facts, now);
    case "COMPLETED":
      return onceCompleted(facts, now);
    case "CANCELED":
      return onceCanceled(facts, now);
  }
}

function whileOpen(facts: OrderFacts, now: Date): NextSafeAction[] {
  const { order, entries } = facts;
  const goingOn = whatGoesOn(facts, now);
  // What is held may be let go in a moment, or taken: nothing else is said of money that is just being changed.
  if (entries.some(isBeingChanged)) return goingOn;
  const surplus = whereOverpaid(order);
  if (surplus.length > 0) {
    const letGo = areHoldsBeyondDue(order.totalMinor, order) ? letHoldsGo(facts) : [];
    return [...surplus, ...letGo, ...goingOn];
  }
  if (goingOn.length > 0 || order.reservedMinor > 0) return goingOn;
  const dueNowMinor = dueMinor(order.totalMinor, order);
  if (dueNowMinor === 0) return [next("COMPLETE_ORDER", "The order is covered. Hand over the goods and complete it.")];
  const takeMore = next("TAKE_ANOTHER_TENDER", `${formatAmount(dueNowMinor, order.currency)} is still due.`);
  return order.paidMinor > order.refundedMinor ? [takeMore] : [takeMore, next("CANCEL", "Or cancel the order.")];
}

/** The goods are gone, or about to be: what is missing is said first. */
function onceCompleted(facts: OrderFacts, now: Date): NextSafeAction[] {
  const { order } = facts;
  const missingMinor = dueMinor(order.totalMinor, order);
  const missing = `${formatAmount(missingMinor, order.currency)} of this completed order was not taken. Call for help.`;
  const may = chargeableMinor(order) < missingMinor ? "" : " It can be recorded in cash or another tender.";
  return [
    ...(missingMinor > 0 ? [next("CALL_FOR_HELP", `${missing}${may}`)] : []),
    ...whereOverpaid(order),
    ...whatIsHeld(facts),
    ...whatGoesOn(facts, now),
  ];
}

function onceCanceled(facts: OrderFacts, now: Date): NextSafeAction[] {
  const { order } = facts;
  const keptMinor = order.paidMinor - order.refundedMinor;
  const kept = `${formatAmount(keptMinor, order.currency)} was taken for this canceled order. Call for help.`;
  return [...(keptMinor > 0 ? [next("CALL_FOR_HELP", kept)] : []), ...whatIsHeld(facts), ...whatGoesOn(facts, now)];
}

function whereOverpaid(order: Order): NextSafeAction[] {
  // What was given back makes no room for what is held.
  const surplusMinor = areHoldsBeyondDue(order.totalMinor, order)
    ? order.paidMinor + order.authorizedMinor - order.totalMinor
    : overpaidMinor(order.totalMinor, order);
  if (surplusMinor === 0) return [];
  const surplus = formatAmount(surplusMinor, order.currency);
  return [next("CALL_FOR_HELP", `${surplus} more was taken or held than is due. Call for help.`)];
}

/** What is held for a closed order and left alone: it is taken, or let go where the order needs it no more. */
function whatIsHeld(facts: OrderFacts): NextSafeAction[] {
  const { order } = facts;
  if (order.authorizedMinor === 0) return [];
  if (order.status === "CANCELED" || areHoldsSurplus(order.totalMinor, order)) return letHoldsGo(facts);
  // A capture takes all of a hold: where that would be more than is due, a person decides.
  if (areHoldsBeyondDue(order.totalMinor, order)) return [];
  return heldOf(facts).map(({ payment }) => about(payment, next("CAPTURE", "The money is held and not taken yet.")));
}

function letHoldsGo(facts: OrderFacts): NextSafeAction[] {
  return heldOf(facts).map(({ payment }) => about(payment, next("CANCEL", "Let the held money go.")));
}

function heldOf({ entries }: OrderFacts): OrderEntry[] {
  return entries.filter((entry) => entry.payment.status === "REQUIRES_CAPTURE" && !isBeingChanged(entry));
}

/** Of each payment that is under way, or keeps a share of the order, what may be done with it; those under way first. */
function whatGoesOn({ order, entries }: OrderFacts, now: Date): NextSafeAction[] {
  const isOrderBusy = entries.some(isBeingChanged);
  const open = [
    ...entries.filter(isUnderWay),
    ...entries.filter((entry) => !isUnderWay(entry) && order.reservedMinor > 0 && reservedBy(entry) > 0),
  ];
  const offers = open.flatMap((entry) =>
    nextSafeActions({ ...entry, order, isOrderBusy }, now).map((offer) => about(entry.payment, offer)),
  );
  // The order is read after its payments, so that it may know of one that they do not show yet.
  const isNews = order.reservedMinor > entries.reduce((sum, entry) => sum + reservedBy(entry), 0);
  return isNews ? [next("WAIT", "A payment of this order has just begun."), ...offers] : offers;
}

const NAMES: Readonly<Record<Tender, string>> = {
  CARD_PRESENT: "Card payment",
  TWINT: "TWINT payment",
  CASH: "Cash payment",
  OTHER: "Payment",
};

/** Beside other payments of its order, the cashier has to be told which one is meant. */
function about({ tender, amountMinor, currency }: Payment, offer: NextSafeAction): NextSafeAction {
  const reason = `${NAMES[tender]} of ${formatAmount(amountMinor, currency)}: ${offer.reason}`;
  return { ...offer, reason };
}

function isBeingChanged({ activity }: OrderEntry): boolean {
  return activity.pendingCommand !== null;
}

function isUnderWay(entry: OrderEntry): boolean {
  const { action } = entry.activity;
  return isBeingChanged(entry) || (action !== null && isLive(action.state));
}

function reservedBy({ payment, activity }: OrderEntry): number {
  return shareOf(payment, activity).reservedMinor;
}
