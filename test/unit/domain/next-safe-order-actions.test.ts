import { describe, expect, it } from "vitest";
import type { PaymentActivity } from "../../../src/domain/activity.js";
import { nextSafeOrderActions } from "../../../src/domain/next-safe-order-actions.js";
import type { Order } from "../../../src/domain/order.js";
import type { Payment } from "../../../src/domain/payment.js";
import { buildAction } from "../../support/builders/action.js";
import { buildOrder } from "../../support/builders/order.js";
import { buildPayment } from "../../support/builders/payment.js";

const NOW = new Date("2026-11-22T10:01:00Z");

function entry(payment: Partial<Payment>, activity: Partial<PaymentActivity> = {}) {
  return { payment: buildPayment(payment), activity: { action: null, pendingCommand: null, ...activity } };
}

function offers(order: Partial<Order>, entries: ReturnType<typeof entry>[] = []) {
  return nextSafeOrderActions({ order: buildOrder(order), entries }, NOW).map(({ action }) => action);
}

const reasons = (order: Partial<Order>, entries: ReturnType<typeof entry>[] = []) =>
  nextSafeOrderActions({ order: buildOrder(order), entries }, NOW).map(({ reason }) => reason);

const openEnd = entry({ handoverUnsettled: true }, { action: buildAction({ state: "NOT_DELIVERED" }) });
const hold = entry({ status: "REQUIRES_CAPTURE", amountMinor: 6_000, amountCapturableMinor: 6_000 });
const own = entry({ tender: "TWINT", handover: "CLIENT" });

describe("what the till is offered for an order of which nothing is under way", () => {
  it.each<[Partial<Order>, string[]]>([
    [{}, ["TAKE_ANOTHER_TENDER", "CANCEL"]],
    [{ paidMinor: 4_000 }, ["TAKE_ANOTHER_TENDER"]],
    [{ paidMinor: 4_000, refundedMinor: 4_000 }, ["TAKE_ANOTHER_TENDER", "CANCEL"]],
    [{ paidMinor: 4_000, authorizedMinor: 6_000 }, ["COMPLETE_ORDER"]],
    [{ paidMinor: 10_000 }, ["COMPLETE_ORDER"]],
    [{ paidMinor: 10_001 }, ["CALL_FOR_HELP"]],
    [{ paidMinor: 10_001, refundedMinor: 1 }, ["COMPLETE_ORDER"]],
    [{ status: "COMPLETED", paidMinor: 10_000 }, []],
    [{ status: "COMPLETED", paidMinor: 10_001 }, ["CALL_FOR_HELP"]],
    [{ status: "CANCELED" }, []],
    [{ status: "CANCELED", paidMinor: 10_000, refundedMinor: 10_000 }, []],
  ])("%j is %j", (order, expected) => {
    expect(offers(order)).toEqual(expected);
  });
});

describe("what the till is offered for an order of which a payment keeps a share", () => {
  it("is to wait while a card is at the reader, or to cancel it there", () => {
    const entries = [entry({}, { action: buildAction() })];

    expect(offers({ reservedMinor: 10_000 }, entries)).toEqual(["WAIT", "CANCEL_READER_ACTION"]);
  });

  it("is never to wait for what nobody goes on with", () => {
    expect(offers({ reservedMinor: 10_000 }, [openEnd])).toEqual(["PROCESS_ON_READER", "CANCEL"]);
  });

  it("is to look at the connection first, where several attempts got no answer", () => {
    const entries = [{ ...openEnd, unansweredInARow: 2 }];

    expect(offers({ reservedMinor: 10_000 }, entries)).toEqual(["CHECK_CONNECTION", "PROCESS_ON_READER", "CANCEL"]);
  });

  it("is to call for help where one of its payments has been unknown for minutes", () => {
    const unknownSince = new Date("2026-11-22T09:58:00Z");
    const entries = [entry({}, { action: buildAction({ state: "UNKNOWN", unknownSince }) })];

    expect(offers({ reservedMinor: 10_000 }, entries)[0]).toBe("CALL_FOR_HELP");
  });

  it("is to wait for what a till confirms itself, or to cancel it, and says which payment that is", () => {
    expect(offers({ reservedMinor: 10_000 }, [own])).toEqual(["WAIT", "RECHECK", "CANCEL"]);
    expect(reasons({ reservedMinor: 10_000 }, [own])[2]).toBe(
      "TWINT payment of 100.00 CHF: Cancel it before taking other money.",
    );
  });

  it("is first to wait for what is under way, then what may be done with the others", () => {
    const atReader = entry({ id: "pay_2", amountMinor: 4_000 }, { action: buildAction({ paymentId: "pay_2" }) });

    expect(reasons({ totalMinor: 14_000, reservedMinor: 14_000 }, [openEnd, atReader])).toEqual([
      "Card payment of 40.00 CHF: The reader is waiting for the card.",
      "Card payment of 40.00 CHF: Cancel at the reader.",
      "Card payment of 100.00 CHF: Hand it to a reader.",
      "Card payment of 100.00 CHF: Cancel it before taking other money.",
    ]);
  });

  it("says each thing once, of the payment that was there first", () => {
    const entries = [own, entry({ id: "pay_2", amountMinor: 4_000, tender: "TWINT", handover: "CLIENT" })];

    expect(offers({ totalMinor: 14_000, reservedMinor: 14_000 }, entries)).toEqual(["WAIT", "RECHECK", "CANCEL"]);
    expect(reasons({ totalMinor: 14_000, reservedMinor: 14_000 }, entries)[2]).toContain("100.00 CHF");
  });

  it("is to wait where the order knows of a payment that began after its payments were read", () => {
    expect(offers({ reservedMinor: 10_000 })).toEqual(["WAIT"]);
  });

  it("is nothing about money that is just being taken or let go", () => {
    const changing = entry(hold.payment, { pendingCommand: "CANCEL_PAYMENT_INTENT", pendingSince: NOW });

    expect(offers({ paidMinor: 4_000, authorizedMinor: 6_000 }, [changing])).toEqual(["WAIT"]);
  });
});

describe("what the till is offered for an open order that is held beyond its total", () => {
  it("is help, and to let the hold go", () => {
    expect(offers({ paidMinor: 5_000, authorizedMinor: 6_000 }, [hold])).toEqual(["CALL_FOR_HELP", "CANCEL"]);
    expect(reasons({ paidMinor: 5_000, authorizedMinor: 6_000 }, [hold])).toEqual([
      "10.00 CHF more was taken or held than is due. Call for help.",
      "Card payment of 60.00 CHF: Let the held money go.",
    ]);
  });

  it("is the same where some of it was given back, which makes no room", () => {
    expect(offers({ paidMinor: 5_000, refundedMinor: 1_000, authorizedMinor: 6_000 }, [hold])).toEqual([
      "CALL_FOR_HELP",
      "CANCEL",
    ]);
  });
});

describe("what the till is offered for a closed order whose money is wrong", () => {
  it("is help where a hold was gone, by the amount", () => {
    expect(offers({ status: "COMPLETED" }, [entry({ status: "CANCELED" })])).toEqual(["CALL_FOR_HELP"]);
    expect(reasons({ status: "COMPLETED" })).toEqual([
      "100.00 CHF of this completed order was not taken. Call for help. It can be recorded in cash or another tender.",
    ]);
  });

  it("is not to record what is missing while something may still take it", () => {
    expect(reasons({ status: "COMPLETED", reservedMinor: 10_000 })[0]).toBe(
      "100.00 CHF of this completed order was not taken. Call for help.",
    );
  });

  it("is help and the capture of the hold that still stands", () => {
    expect(offers({ status: "COMPLETED", authorizedMinor: 6_000 }, [hold])).toEqual(["CALL_FOR_HELP", "CAPTURE"]);
  });

  it("is only the capture where the hold covers it", () => {
    expect(offers({ status: "COMPLETED", paidMinor: 4_000, authorizedMinor: 6_000 }, [hold])).toEqual(["CAPTURE"]);
  });

  it("is to let a hold go that would take more than is due", () => {
    expect(offers({ status: "COMPLETED", paidMinor: 10_000, authorizedMinor: 6_000 }, [hold])).toEqual([
      "CALL_FOR_HELP",
      "CANCEL",
    ]);
    expect(offers({ status: "COMPLETED", paidMinor: 5_000, authorizedMinor: 6_000 }, [hold])).toEqual([
      "CALL_FOR_HELP",
    ]);
  });

  it("is help where a canceled order was paid all the same, and the held money is let go", () => {
    expect(offers({ status: "CANCELED", paidMinor: 4_000, authorizedMinor: 6_000 }, [hold])).toEqual([
      "CALL_FOR_HELP",
      "CANCEL",
    ]);
    expect(reasons({ status: "CANCELED", paidMinor: 4_000 })).toEqual([
      "40.00 CHF was taken for this canceled order. Call for help.",
    ]);
  });
});
