import type { StripeChange, Told } from "../day-record.js";
import { figureOf, type Shown, shownOf, whereTold } from "./answers.js";
import { handOversOf } from "./asked.js";
import { isRecorded, type KnownDay } from "./known-day.js";
import type { KnownOperation, KnownPayment } from "./known-rows.js";
import { isTaken, stateAt, takenBy } from "./money-at-stripe.js";
import { CLOCK_BEFORE_COMMIT_MS, soonestMs } from "./step-times.js";
import type { Finding } from "./violation.js";

const OFFER = "TAKE_ANOTHER_TENDER";

/**
 * Where a till was told to take another tender, the first took no money afterwards, unless a till handed it over anew;
 * and none that was taken already went unseen.
 */
export function anotherTenderWasTrue(day: KnownDay): Finding[] {
  return [
    ...shownOf(day, "Payment")
      .filter(({ offers }) => offers.includes(OFFER))
      .flatMap((shown) => aboutPayment(day, shown)),
    ...shownOf(day, "Order")
      .filter(({ offers }) => offers.includes(OFFER))
      .flatMap((shown) => aboutOrder(day, shown)),
  ];
}

function aboutPayment(day: KnownDay, { told, id }: Shown): Finding[] {
  const payment = day.payments.get(id);
  if (payment?.intentId == null) return [];
  // What a hold had is let go when the intent is canceled, and no answer is older than that.
  if (stateAt(day, payment.intentId, told.step)?.status === "canceled") return [];
  const before = stateAt(day, payment.intentId, told.askedAtStep);
  const isTakenAlready = before !== undefined && isTaken(before.status);
  const taken = isTakenAlready ? before : takenAfterwards(day, payment, told);
  return taken === undefined ? [] : [findingOf(told, payment, taken)];
}

/** An order offers it only while nothing of it is under way: then it speaks of all its payments. */
function aboutOrder(day: KnownDay, shown: Shown): Finding[] {
  const { told, id } = shown;
  const payments = day.paymentsOfOrder.get(id) ?? [];
  const isKnown = countedMinor(shown) >= thereFor(day, payments, { told, steps: [told.step] });
  const later = payments.flatMap((payment) => {
    const taken = takenAfterwards(day, payment, told);
    // What came while the answer was on its way may be in it.
    const isInIt = taken === undefined || (isKnown && taken.step <= told.step);
    return isInIt ? [] : [findingOf(told, payment, taken)];
  });
  return [...later, ...unseenMoney(day, shown, payments)];
}

/** Money that Stripe, or the till itself, had all the while, and the order's figures did not. */
function unseenMoney(day: KnownDay, shown: Shown, payments: readonly KnownPayment[]): Finding[] {
  const { told, id } = shown;
  const seenMinor = countedMinor(shown);
  const thereMinor = thereFor(day, payments, { told, steps: [told.askedAtStep, told.step] });
  if (thereMinor <= seenMinor) return [];
  const message = `${whereTold(told)} was offered ${OFFER} for ${id} with ${seenMinor} paid or held; it had ${thereMinor}`;
  return [{ message, step: told.step }];
}

/**
 * What the order counts as its money, by the sum that the offer names as due: offers are read after the figures that they
 * stand beside. An answer without either is taken to count all.
 */
function countedMinor(shown: Shown): number {
  const totalMinor = figureOf(shown, "totalMinor");
  const named = /^(\d+)\.(\d\d) [A-Z]{3} is still due/.exec(shown.reasons[shown.offers.indexOf(OFFER)] ?? "");
  if (totalMinor !== undefined && named !== null) return totalMinor - Number(`${named[1]}${named[2]}`);
  const [paidMinor, authorizedMinor] = [figureOf(shown, "paidMinor"), figureOf(shown, "authorizedMinor")];
  return paidMinor === undefined || authorizedMinor === undefined
    ? Number.POSITIVE_INFINITY
    : paidMinor + authorizedMinor;
}

/** What each payment had at all of these steps; of cash, what was written down before the answer was asked for. */
function thereFor(
  day: KnownDay,
  payments: readonly KnownPayment[],
  { told, steps }: { told: Told; steps: readonly number[] },
): number {
  const writtenByMs = soonestMs(day, told.askedAtStep) - CLOCK_BEFORE_COMMIT_MS;
  return payments.reduce((sum, payment) => {
    const isThere = payment.status === "SUCCEEDED" && payment.createdAtMs < writtenByMs;
    if (isRecorded(payment)) return isThere ? sum + payment.amountMinor : sum;
    const shares = steps.map((step) => takenBy(day, stateAt(day, payment.intentId ?? "", step)));
    return sum + Math.min(...shares.map(({ heldMinor, receivedMinor }) => heldMinor + receivedMinor));
  }, 0);
}

function takenAfterwards(day: KnownDay, payment: KnownPayment, told: Told): StripeChange | undefined {
  const changes = day.changesOfIntent.get(payment.intentId ?? "") ?? [];
  const before = stateAt(day, payment.intentId ?? "", told.askedAtStep);
  if (before !== undefined && isTaken(before.status)) return undefined;
  const taken = changes.find(({ step, status }) => step > told.askedAtStep && isTaken(status));
  return taken !== undefined && isHandedOverAnew(day, payment, { told, taken }) ? undefined : taken;
}

/**
 * Whether a till handed it over after the answer and before the money came. A hand-over that had not been sent yet when the answer was asked for
 * may not have been written down either when the answer was made.
 */
function isHandedOverAnew(
  day: KnownDay,
  payment: KnownPayment,
  { told, taken }: { told: Told; taken: StripeChange },
): boolean {
  const askedAtMs = soonestMs(day, told.askedAtStep);
  const isSentAfter = [...day.operations.values()].some((operation) => {
    const sentAtMs = operation.firstSentAtMs ?? 0;
    return handsOver(operation, payment) && sentAtMs >= askedAtMs && sentAtMs <= taken.atMs;
  });
  return isSentAfter && (payment.handover === "CLIENT" || isAskedAnew(day, payment, { told, taken }));
}

/** A request that was not answered by then; one that never was may have been heard at any time. */
function isAskedAnew(
  day: KnownDay,
  { id }: KnownPayment,
  { told, taken }: { told: Told; taken: StripeChange },
): boolean {
  return handOversOf(day, id).some(
    ({ answer, askedAtStep, step }) => askedAtStep < taken.step && (answer === null || step > told.askedAtStep),
  );
}

/** A till that confirms by itself has it handed over with its making. */
function handsOver({ kind, paymentId }: KnownOperation, { id, handover }: KnownPayment): boolean {
  if (paymentId !== id) return false;
  if (kind === "CREATE_PAYMENT_INTENT") return handover === "CLIENT";
  return kind === "PROCESS_PAYMENT_INTENT" || kind === "CONFIRM_TWINT";
}

function findingOf(told: Told, payment: KnownPayment, { step, status }: StripeChange): Finding {
  const message = `${whereTold(told)} was offered ${OFFER} for ${payment.id} of ${payment.orderId}; ${payment.intentId} was ${status} at step ${step}`;
  return { message, step: told.step };
}
