import type { Order } from "../../../src/domain/order.js";

/** An open order of 100.00 CHF of which nothing is paid. */
export function buildOrder(changes: Partial<Order> = {}): Order {
  return {
    id: "ord_1",
    accountId: "acct_1",
    locationId: "loc_1",
    livemode: false,
    reference: "R-1",
    status: "OPEN",
    tillId: "till-1",
    staffRef: null,
    currency: "CHF",
    totalMinor: 10_000,
    paymentState: "UNPAID",
    authorizedMinor: 0,
    paidMinor: 0,
    refundedMinor: 0,
    tipMinor: 0,
    reservedMinor: 0,
    holdUntil: null,
    sequence: 1,
    stripeAccount: null,
    metadata: {},
    contentHash: "0",
    createdAt: new Date("2026-11-22T10:00:00Z"),
    updatedAt: new Date("2026-11-22T10:00:00Z"),
    completedAt: null,
    ...changes,
  };
}
