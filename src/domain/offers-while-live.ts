import { isEndRefused } from "./conclude-end.js";
import { next, type NextSafeAction, type PaymentFacts } from "./next-safe-action.js";
import { type Alert, ALERTS, isLive, type LiveActionState, type ReaderAction } from "./reader-action.js";
import { CALL_FOR_HELP_AFTER_MS, isStuck } from "./stuck.js";

/** An unknown outcome is looked up this often. */
export const LOOK_UP_EVERY_MS = 2_000;
/** Sent and unanswered for this long, something is wrong with the line. */
const CHECK_CONNECTION_AFTER_MS = 10_000;
/** So many looks, or attempts, in a row without an answer: the till's or our own connection is the likeliest cause. */
export const CHECK_CONNECTION_AFTER = 2;

type LiveFacts = Pick<PaymentFacts, "unansweredInARow"> & { action: ReaderAction };

/** What may be done while an action holds a payment. */
export function whileLive(facts: LiveFacts, state: LiveActionState, now: Date): NextSafeAction[] {
  const { action } = facts;
  switch (state) {
    case "IN_PROGRESS":
      return whileRunning(action, now);
    case "CANCELING":
      return whileCanceling(action, now);
    case "UNKNOWN":
      return whileUnknown(facts, now);
    case "DISPATCHING":
      return whileSent("Being sent. Wait for the result before taking other money.", action.startedAt, now);
  }
}

/** What is to be told of a live action and was not yet: an offer that comes by nothing but waiting. */
export function alertOf(action: ReaderAction, now: Date): Alert | null {
  if (!isLive(action.state)) return null;
  const offered = whileLive({ action }, action.state, now).map((offer) => offer.action);
  const untold = action.alert === null ? ALERTS : ALERTS.slice(ALERTS.indexOf(action.alert) + 1);
  return untold.findLast((alert) => offered.includes(alert)) ?? null;
}

function whileRunning(action: ReaderAction, now: Date): NextSafeAction[] {
  if (isStuck(action, now)) return [endless(), next("RECHECK", "Check again.")];
  const { endAgainAt } = action;
  if (action.failure?.code === "READER_BUSY" && endAgainAt !== null && endAgainAt > now)
    return [next("WAIT", "The reader is charging the card right now. Wait for the result.", endAgainAt)];
  if (action.unanswered >= CHECK_CONNECTION_AFTER) return whileUnheard(action, now);
  if (isEndRefused(action)) return whileNotEnding(action);
  if (action.deadlineAt <= now)
    return [next("WAIT", "Its time is over, and it is being ended. Do not take other money before it is.")];
  return action.kind === "TWINT_REDIRECT"
    ? [
        next("OPEN_REDIRECT", "The customer can pay with TWINT now: show the code or open the page."),
        next("WAIT", "Waiting for the customer to approve in TWINT."),
        next("CANCEL", "Cancel the TWINT payment."),
      ]
    : [next("WAIT", "The reader is waiting for the card."), next("CANCEL_READER_ACTION", "Cancel at the reader.")];
}

function whileCanceling(action: ReaderAction, now: Date): NextSafeAction[] {
  if (isStuck(action, now)) return [endless()];
  const wait = next("WAIT", "Being canceled. Wait for the result before taking other money.");
  return action.unanswered >= CHECK_CONNECTION_AFTER ? [checkShop(), wait] : [wait];
}

/** Whoever does not answer a look would not answer a cancel either. */
function whileUnheard({ kind }: ReaderAction, now: Date): NextSafeAction[] {
  const of = kind === "TWINT_REDIRECT" ? "whether the customer approves it" : "what the reader is doing";
  const nextLookAt = new Date(now.getTime() + LOOK_UP_EVERY_MS);
  return [checkShop(), next("WAIT", `It is not known ${of}. Do not take other money.`, nextLookAt)];
}

function checkShop(): NextSafeAction {
  return next("CHECK_CONNECTION", "Stripe does not answer. Check the shop's connection.");
}

/** Until its deadline only the reader or Stripe can end it. */
function whileNotEnding({ endAgainAt }: ReaderAction): NextSafeAction[] {
  return [
    next("CHECK_CONNECTION", "The reader did not take the cancel. Check its power and network."),
    next("WAIT", "It may still take the card. Do not take other money."),
    next("CANCEL_READER_ACTION", "Cancel at the reader again.", endAgainAt),
    next("CANCEL", "Or cancel the payment at Stripe: once it is canceled, nothing was taken."),
  ];
}

function endless(): NextSafeAction {
  return next("CALL_FOR_HELP", "The cancel does not come to an end. Do not take other money; call for help.");
}

/**
 * Sent and not answered: after a while the connection is the likeliest cause, and then a person is needed. Nothing but
 * time brings that about, so that the waiting is offered until then.
 */
export function whileSent(reason: string, since: Date, now: Date): NextSafeAction[] {
  const waitedMs = now.getTime() - since.getTime();
  const until = (ms: number) => new Date(since.getTime() + ms);
  if (waitedMs >= CALL_FOR_HELP_AFTER_MS) {
    return [
      next("CALL_FOR_HELP", "Stripe has not answered for minutes. Do not take other money; call for help."),
      next("WAIT", reason),
    ];
  }
  if (waitedMs < CHECK_CONNECTION_AFTER_MS) return [next("WAIT", reason, until(CHECK_CONNECTION_AFTER_MS))];
  return [
    next("CHECK_CONNECTION", "The answer does not arrive. Check the connection."),
    next("WAIT", reason, until(CALL_FOR_HELP_AFTER_MS)),
  ];
}

function whileUnknown({ action, unansweredInARow = 1 }: LiveFacts, now: Date): NextSafeAction[] {
  const wait = next(
    "WAIT",
    "It is not known yet whether this was paid. Do not take other money.",
    new Date(now.getTime() + LOOK_UP_EVERY_MS),
  );
  const cancel = next("CANCEL", "Or cancel the payment at Stripe: once it is canceled, nothing was taken.");
  if (isStuck(action, now)) {
    return [
      next("CALL_FOR_HELP", "It is still not known whether this was paid. Call for help."),
      next("RECHECK", "Check again."),
      cancel,
    ];
  }
  if (Math.max(action.lookUps, action.unanswered, unansweredInARow) >= CHECK_CONNECTION_AFTER) {
    const check = next("CHECK_CONNECTION", "The result does not arrive. Check the reader's and the shop's connection.");
    return [check, wait, cancel];
  }
  return [wait];
}
