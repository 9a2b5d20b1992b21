import type { NextAction } from "../../../src/domain/next-safe-action.js";
import { nextSafeOrderActions, type OrderEntry } from "../../../src/domain/next-safe-order-actions.js";
import { ORDER_STATUSES, type OrderStatus } from "../../../src/domain/order.js";
import { PAYMENT_STATUSES, TENDERS } from "../../../src/domain/payment.js";
import { READER_ACTION_STATES } from "../../../src/domain/reader-action.js";
import { foldOrder, shareOf } from "../../../src/domain/reservations.js";
import { buildAction, buildRedirect } from "../../support/builders/action.js";
import { buildOrder } from "../../support/builders/order.js";
import { buildPayment } from "../../support/builders/payment.js";
import { placeOf } from "./reservation-oracle.js";
import { AROUND, type Combination, ruledOutBy } from "./unreachable.js";

const NOW = new Date("2026-11-22T10:01:30Z");
export const TOTAL = 10_000;
const AMOUNT = 4_000;

const QUIET = { action: null, pendingCommand: null };
const paid = (amountMinor: number, refundedMinor = 0): OrderEntry => ({
  payment: buildPayment({
    id: "pay_paid",
    status: "SUCCEEDED",
    amountMinor,
    amountReceivedMinor: amountMinor,
    amountRefundedMinor: refundedMinor,
  }),
  activity: QUIET,
});
const held: OrderEntry = {
  payment: buildPayment({
    id: "pay_held",
    status: "REQUIRES_CAPTURE",
    amountMinor: 6_000,
    amountCapturableMinor: 6_000,
  }),
  activity: QUIET,
};
const keeping: OrderEntry = {
  payment: buildPayment({ id: "pay_kept", amountMinor: 6_000, handoverUnsettled: true }),
  activity: { action: buildAction({ state: "NOT_DELIVERED" }), pendingCommand: null },
};

/** What the order's other payments are like: nothing, a part, more than fits beside a hold, all, all given back, held, and kept without an end. */
const BESIDE: Readonly<Record<string, readonly OrderEntry[]>> = {
  nothing: [],
  "6,000 paid": [paid(6_000)],
  "7,000 paid": [paid(7_000)],
  "10,000 paid": [paid(10_000)],
  "10,000 paid and refunded": [paid(10_000, 10_000)],
  "6,000 held": [held],
  "6,000 kept": [keeping],
};

interface Case extends Combination {
  orderStatus: OrderStatus;
  beside: string;
}

const CASES: Case[] = PAYMENT_STATUSES.flatMap((status) =>
  [null, ...READER_ACTION_STATES].flatMap((state) =>
    (["PROCESS", "TWINT_REDIRECT"] as const).flatMap((kind) =>
      ORDER_STATUSES.flatMap((orderStatus) =>
        (["idle", "unsettled", "pending", "client"] as const).flatMap((around) =>
          TENDERS.flatMap((tender) =>
            Object.keys(BESIDE).map((beside) => ({ status, state, kind, orderStatus, around, tender, beside })),
          ),
        ),
      ),
    ),
  ),
);

function entryOf({ status, state, kind, around, tender }: Case): OrderEntry {
  const build = kind === "PROCESS" ? buildAction : buildRedirect;
  return {
    payment: buildPayment({
      status,
      tender,
      amountMinor: AMOUNT,
      amountCapturableMinor: status === "REQUIRES_CAPTURE" ? AMOUNT : 0,
      amountReceivedMinor: status === "SUCCEEDED" ? AMOUNT : 0,
      handoverUnsettled: AROUND[around].unsettled,
      handover: AROUND[around].handover,
    }),
    activity: { action: state === null ? null : build({ state }), pendingCommand: AROUND[around].pending },
  };
}

/** The order's row is what its payments come to. */
function told(each: Case) {
  const entries = [entryOf(each), ...(BESIDE[each.beside] ?? [])];
  const sums = foldOrder(
    TOTAL,
    entries.map(({ payment, activity }) => shareOf(payment, activity)),
  );
  const order = buildOrder({ totalMinor: TOTAL, status: each.orderStatus, ...sums });
  const offers = nextSafeOrderActions({ order, entries }, NOW);
  return {
    ...each,
    offers,
    actions: offers.map(({ action }): NextAction => action),
    place: placeOf({ status: each.status, action: each.state, ...AROUND[each.around] }),
    coveredMinor: sums.paidMinor + sums.authorizedMinor,
    paidMinor: sums.paidMinor,
    keptMinor: sums.paidMinor - sums.refundedMinor,
    isReachable: ruledOutBy(each).length === 0 && !isClosedBesideAnOpenEnd(each),
  };
}

/** "An order is not closed while something may still take its money": that holds for its other payments too. */
function isClosedBesideAnOpenEnd({ orderStatus, beside }: Case): boolean {
  return orderStatus !== "OPEN" && beside === "6,000 kept";
}

/** Every combination, and what the till is offered in it. */
export const ALL = CASES.map(told);
export type Told = (typeof ALL)[number];
