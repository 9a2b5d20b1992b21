import type { DemoContext } from "./demo-context.js";
import { inFrancs } from "./in-francs.js";
import { BOOKS, type OrderView, type PaymentView } from "./operations.js";
import { expectSame } from "./step-failed.js";

/** The list of payments, and the proof that each is one PaymentIntent and that the sums agree. */
export async function proveBooks({ client, printer }: DemoContext, locationId: string): Promise<void> {
  printer.chapter("The books");
  const { orders, payments } = await client.request(BOOKS, { locationIds: [locationId] });
  expectSame("whether there are more rows", orders.pageInfo.hasNextPage || payments.pageInfo.hasNextPage, false);
  printer.table(["order", "tender", "status", "amount", "taken", "card", "PaymentIntent"], payments.nodes.map(toRow));
  printer.text("");
  for (const order of orders.nodes) proveOrder(order, payments.nodes);
  printer.text(proofLine(orders.nodes, payments.nodes));
}

function toRow({ order, tender, status, amountMinor, amountReceivedMinor, card, ...payment }: PaymentView): string[] {
  return [
    order?.reference ?? "",
    tender,
    status,
    inFrancs(amountMinor),
    inFrancs(amountReceivedMinor),
    card === null ? "" : `${card.brand} ${card.last4 ?? ""}`,
    payment.stripePaymentIntentId ?? "",
  ];
}

function proveOrder(order: OrderView, payments: readonly PaymentView[]): void {
  const paying = payments.filter((payment) => payment.order?.id === order.id && payment.status === "SUCCEEDED");
  expectSame(`the payments that paid ${order.reference}`, paying.length, 1);
  expectSame(`the amounts of ${order.reference}`, sum(paying.map(amountOf)), order.totalMinor);
  expectSame(`what ${order.reference} has been paid`, order.paidMinor, order.totalMinor);
}

function proofLine(orders: readonly OrderView[], payments: readonly PaymentView[]): string {
  const atStripe = payments.filter(({ tender }) => tender !== "CASH");
  const intents = new Set(atStripe.map(({ stripePaymentIntentId }) => stripePaymentIntentId));
  intents.delete(null);
  expectSame("PaymentIntents at Stripe", intents.size, atStripe.length);
  const takenMinor = sum(atStripe.map(({ amountReceivedMinor }) => amountReceivedMinor));
  const chargedMinor = sum(atStripe.filter(({ status }) => status === "SUCCEEDED").map(amountOf));
  expectSame("what Stripe took", takenMinor, chargedMinor);
  const paidMinor = sum(orders.map((order) => order.paidMinor));
  const inCash = payments.filter(({ tender }) => tender === "CASH");
  expectSame("what all tenders paid", chargedMinor + sum(inCash.map(amountOf)), paidMinor);
  return (
    `${payments.length} payments: ${atStripe.length} through Stripe with ${intents.size} PaymentIntents, ` +
    `${inCash.length} in cash; ${inFrancs(paidMinor)} due, ${inFrancs(paidMinor)} paid, nothing twice.`
  );
}

function amountOf({ amountMinor }: PaymentView): number {
  return amountMinor;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
