import { describe, expect, it } from "vitest";
import type { GraphqlClient } from "../../../src/cli/demo/create-graphql-client.js";
import { createPrinter } from "../../../src/cli/demo/create-printer.js";
import type { Till } from "../../../src/cli/demo/create-till.js";
import type { OrderView, PaymentView } from "../../../src/cli/demo/operations.js";
import { proveBooks } from "../../../src/cli/demo/prove-books.js";

const ORDER = { id: "ord_1", reference: "A-1", totalMinor: 1050, paidMinor: 1050 } as OrderView;
const BY_CARD: PaymentView = {
  id: "pay_1",
  tender: "CARD_PRESENT",
  status: "SUCCEEDED",
  amountMinor: 1050,
  amountCapturableMinor: 0,
  amountReceivedMinor: 1050,
  changeMinor: null,
  stripePaymentIntentId: "pi_1",
  card: { brand: "visa", last4: "4242" },
  lastError: null,
  nextSafeActions: [],
  actions: [],
  order: { id: "ord_1", reference: "A-1" },
};
const CANCELED = { status: "CANCELED", amountReceivedMinor: 0, card: null };

describe("the demo's proof", () => {
  it("lists the payments and says that each is one PaymentIntent", async () => {
    const canceled = { ...BY_CARD, ...CANCELED, id: "pay_2", stripePaymentIntentId: "pi_2" };

    expect(await prove([ORDER], [canceled, BY_CARD])).toEqual([
      "",
      "1  The books",
      "   order  tender        status     amount     taken      card       PaymentIntent",
      "   A-1    CARD_PRESENT  CANCELED   10.50 CHF   0.00 CHF             pi_2",
      "   A-1    CARD_PRESENT  SUCCEEDED  10.50 CHF  10.50 CHF  visa 4242  pi_1",
      "",
      "   2 payments: 2 through Stripe with 2 PaymentIntents, 0 in cash; 10.50 CHF due, 10.50 CHF paid, nothing twice.",
    ]);
  });

  it.each([
    ["two payments share a PaymentIntent", [ORDER], [BY_CARD, { ...BY_CARD, ...CANCELED }], /PaymentIntents at Stripe/],
    ["an order was paid twice", [ORDER], [BY_CARD, { ...BY_CARD, stripePaymentIntentId: "pi_2" }], /that paid A-1/],
    ["an order was not paid in full", [{ ...ORDER, paidMinor: 1000 }], [BY_CARD], /has been paid/],
    ["Stripe took another amount", [ORDER], [{ ...BY_CARD, amountReceivedMinor: 1051 }], /what Stripe took/],
    [
      "a canceled payment took money",
      [ORDER],
      [BY_CARD, { ...BY_CARD, status: "CANCELED", stripePaymentIntentId: "pi_2" }],
      /what Stripe took/,
    ],
  ])("fails when %s", async (_, orders, payments, message) => {
    await expect(prove(orders, payments)).rejects.toThrow(message);
  });
});

async function prove(orders: OrderView[], payments: PaymentView[]): Promise<string[]> {
  const pageInfo = { hasNextPage: false };
  const answer = { orders: { nodes: orders, pageInfo }, payments: { nodes: payments, pageInfo } };
  const client = { request: () => Promise.resolve(answer) } as unknown as GraphqlClient;
  const lines: string[] = [];
  const printer = createPrinter((line) => lines.push(...line.split("\n")));
  await proveBooks({ client, printer, till: {} as Till }, "loc_1");
  return lines;
}
