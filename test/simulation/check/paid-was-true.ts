import { errorsOf, figureOf, type Shown, shownOf, whereTold } from "./answers.js";
import { isRecorded, type KnownDay } from "./known-day.js";
import type { KnownPayment } from "./known-rows.js";
import { isTaken, takenBy } from "./money-at-stripe.js";
import type { Finding } from "./violation.js";

/** Whatever a till was told of money taken or held had happened before. */
export function paidWasTrue(day: KnownDay): Finding[] {
  return [
    ...shownOf(day, "Payment").flatMap((shown) => aboutPayment(day, shown)),
    ...shownOf(day, "Order").flatMap((shown) => aboutOrder(day, shown)),
    ...aboutErrors(day),
  ];
}

const STATUSES_OF_SUCCESS: Readonly<Record<string, readonly string[]>> = {
  SUCCEEDED: ["succeeded"],
  REQUIRES_CAPTURE: ["requires_capture", "succeeded"],
};

function aboutPayment(day: KnownDay, shown: Shown): Finding[] {
  const { told, id, node } = shown;
  const payment = day.payments.get(id);
  if (payment === undefined)
    return [{ message: `${whereTold(told)} was shown ${id}, which has no row`, step: told.step }];
  if (isRecorded(payment)) return [];
  const past = changesBefore(day, payment, told.step);
  const finding = (what: string) => ({
    message: `${whereTold(told)} was told ${id} ${what}; ${payment.intentId} had not come to that`,
    step: told.step,
  });
  const findings: Finding[] = [];
  const status = String(node["status"]);
  const needed = STATUSES_OF_SUCCESS[status];
  if (needed !== undefined && !past.some((change) => needed.includes(change.status))) findings.push(finding(status));
  const isActionPaid = actionsOf(shown).some((action) => action["state"] === "SUCCEEDED");
  if (isActionPaid && !past.some((change) => isTaken(change.status))) findings.push(finding("had an action SUCCEEDED"));
  const figures = [
    ["amountReceivedMinor", Math.max(0, ...past.map(({ amountReceived }) => amountReceived))],
    ["amountCapturableMinor", Math.max(0, ...past.map(({ amountCapturable }) => amountCapturable))],
  ] as const;
  for (const [name, mostMinor] of figures) {
    const toldMinor = figureOf(shown, name) ?? 0;
    if (toldMinor > mostMinor) findings.push(finding(`${name} ${toldMinor}`));
  }
  return findings;
}

/** A collect succeeds without money. */
function actionsOf({ node }: Shown): Record<string, unknown>[] {
  const actions = (node["actions"] ?? []) as Record<string, unknown>[];
  return actions.filter(({ kind }) => kind !== "COLLECT");
}

function aboutOrder(day: KnownDay, shown: Shown): Finding[] {
  const { told, id, node, offers } = shown;
  const order = day.orders.get(id);
  if (order === undefined)
    return [{ message: `${whereTold(told)} was shown ${id}, which has no row`, step: told.step }];
  const most = mostUntil(day, shown);
  const totalMinor = figureOf(shown, "totalMinor") ?? order.totalMinor;
  const isPaid = node["paymentState"] === "PAID";
  const isCovered = node["paymentState"] === "AUTHORIZED" || offers.includes("COMPLETE_ORDER");
  const figures = [
    ["PAID", isPaid ? totalMinor : 0, most.receivedMinor],
    ["covered", isCovered ? totalMinor : 0, most.takenMinor],
    ["paidMinor", figureOf(shown, "paidMinor") ?? 0, most.receivedMinor],
    ["authorizedMinor", figureOf(shown, "authorizedMinor") ?? 0, most.takenMinor],
  ] as const;
  return figures
    .filter(([, toldMinor, mostMinor]) => toldMinor > mostMinor)
    .map(([what, toldMinor, mostMinor]) => ({
      message: `${whereTold(told)} was told ${id} ${what} (${toldMinor}); at most ${mostMinor} had come`,
      step: told.step,
    }));
}

/** The most that can have been paid, and paid or held, by then: what was let go since is not taken off. */
function mostUntil(day: KnownDay, { told, id }: Shown): { receivedMinor: number; takenMinor: number } {
  const most = { receivedMinor: 0, takenMinor: 0 };
  for (const payment of day.paymentsOfOrder.get(id) ?? []) {
    if (isRecorded(payment)) {
      const cashMinor = payment.createdAtMs <= told.atMs ? payment.amountMinor : 0;
      most.receivedMinor += cashMinor;
      most.takenMinor += cashMinor;
      continue;
    }
    const past = changesBefore(day, payment, told.step).map((change) => takenBy(day, change));
    most.receivedMinor += Math.max(0, ...past.map(({ receivedMinor }) => receivedMinor));
    most.takenMinor += Math.max(0, ...past.map(({ heldMinor, receivedMinor }) => heldMinor + receivedMinor));
  }
  return most;
}

function aboutErrors(day: KnownDay): Finding[] {
  return errorsOf(day)
    .filter(({ code, message }) => code === "AMOUNT_EXCEEDS_DUE" && message.includes("went through after all"))
    .flatMap(({ told, paymentId }) => {
      const payment = day.payments.get(paymentId ?? "");
      const past = payment === undefined ? [] : changesBefore(day, payment, told.step);
      if (past.some(({ status }) => isTaken(status))) return [];
      return [{ message: `${whereTold(told)} was told that ${paymentId} went through; it had not`, step: told.step }];
    });
}

function changesBefore(day: KnownDay, { intentId }: KnownPayment, step: number) {
  return (day.changesOfIntent.get(intentId ?? "") ?? []).filter((change) => change.step <= step);
}
