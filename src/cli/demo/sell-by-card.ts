import type { DemoContext } from "./demo-context.js";
import { describeOffers, describeOrder, describePayment } from "./describe-answers.js";
import { followOrder } from "./follow-order.js";
import { inFrancs } from "./in-francs.js";
import { expectFields, expectPresent, expectSame } from "./step-failed.js";

const TOTAL_MINOR = 1050;
const VISA = "4242424242424242";

/** The main job: a card is authorized at the reader, and the money is taken when the goods are handed over. */
export async function sellByCard({ till, client, printer }: DemoContext): Promise<void> {
  printer.chapter(`A card sale of ${inFrancs(TOTAL_MINOR)}, followed by subscription`);
  const order = await till.openOrder("DEMO-1", TOTAL_MINOR);
  printer.line("createOrder", [order.reference, ...describeOrder(order)]);
  expectFields("order", order, { status: "OPEN", paymentState: "UNPAID", chargeableMinor: TOTAL_MINOR });

  const events = followOrder(client, order.id);
  try {
    const created = await till.createPaymentIntent(order.id, "CARD_PRESENT");
    printer.line("createPaymentIntent", [...describePayment(created), created.stripePaymentIntentId]);
    expectFields("payment", created, { status: "REQUIRES_PAYMENT_METHOD", amountMinor: TOTAL_MINOR });
    expectPresent("payment.stripePaymentIntentId", created.stripePaymentIntentId);

    const handed = await till.processPaymentIntent(created.id);
    printer.line("processPaymentIntent", [
      `at the reader: ${handed.action?.state}`,
      `next: ${describeOffers(handed.payment.nextSafeActions)}`,
    ]);
    expectSame("action.state", handed.action?.state, "IN_PROGRESS");
    expectSame("order.chargeableMinor while the reader is at it", handed.order?.chargeableMinor, 0);

    await till.presentPaymentMethod(VISA);
    printer.line("presentPaymentMethod", ["the customer holds a Visa to the reader"]);
    await events.until("an event of the authorization", ({ payment }) => payment?.status === "REQUIRES_CAPTURE");
    const authorized = await till.payment(created.id);
    printer.line("payment", [...describePayment(authorized), `next: ${describeOffers(authorized.nextSafeActions)}`]);
    expectFields("payment", authorized, { status: "REQUIRES_CAPTURE", amountCapturableMinor: TOTAL_MINOR });

    const completed = await till.completeOrder(order.id);
    printer.line("completeOrder", describeOrder(completed));
    expectSame("order.status", completed.status, "COMPLETED");
    await events.until("an event of the capture", (event) => event.order.paymentState === "PAID");
    const paid = await till.payment(created.id);
    printer.line("payment", describePayment(paid));
    expectFields("payment", paid, { status: "SUCCEEDED", amountReceivedMinor: TOTAL_MINOR });

    const settled = await till.order(order.id);
    printer.line("order", describeOrder(settled));
    expectFields("order", settled, { paymentState: "PAID", paidMinor: TOTAL_MINOR, dueMinor: 0, reservedMinor: 0 });
    await events.until("the latest event", ({ sequence }) => sequence >= settled.sequence);
    events.expectNoGaps();
    const told = events.seen.map(({ sequence, type }) => `${sequence} ${type}`);
    for (const [row, heading] of inRows(told).map((row, index) => [row, index === 0 ? "orderEvents" : ""] as const)) {
      printer.line(heading, row);
    }
  } finally {
    await events.close();
  }
}

const EVENTS_IN_A_ROW = 4;

function inRows(entries: readonly string[]): string[][] {
  const count = Math.ceil(entries.length / EVENTS_IN_A_ROW);
  return Array.from({ length: count }, (_, row) => entries.slice(row * EVENTS_IN_A_ROW, (row + 1) * EVENTS_IN_A_ROW));
}
