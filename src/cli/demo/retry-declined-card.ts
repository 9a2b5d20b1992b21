import type { DemoContext } from "./demo-context.js";
import { describeOrder, describePayment } from "./describe-answers.js";
import { inFrancs } from "./in-francs.js";
import { expectFields, expectPresent, expectSame } from "./step-failed.js";

const TOTAL_MINOR = 2490;
const DECLINED_CARD = "4000000000000002";
const MASTERCARD = "5555555555554444";

/** A decline, and the same payment again with another card: one PaymentIntent, however many cards it takes. */
export async function retryDeclinedCard({ till, printer }: DemoContext): Promise<void> {
  printer.chapter(`A declined card, and another one for the same ${inFrancs(TOTAL_MINOR)}`);
  const order = await till.openOrder("DEMO-2", TOTAL_MINOR);
  const created = await till.createPaymentIntent(order.id, "CARD_PRESENT");
  const stripePaymentIntentId = expectPresent("payment.stripePaymentIntentId", created.stripePaymentIntentId);
  printer.line("createPaymentIntent", [...describePayment(created), stripePaymentIntentId]);

  await till.processPaymentIntent(created.id);
  await till.presentPaymentMethod(DECLINED_CARD);
  const declined = await till.paymentUntil("the decline", created.id, ({ lastError }) => lastError !== null);
  printer.line("payment", describePayment(declined));
  printer.line("  lastError", [
    declined.lastError?.code ?? null,
    declined.lastError?.declineCode ?? null,
    declined.lastError?.cashierMessage ?? null,
  ]);
  for (const { action, reason } of declined.nextSafeActions) printer.line("  nextSafeActions", [action, reason]);
  expectFields("payment", declined, { status: "REQUIRES_PAYMENT_METHOD", amountReceivedMinor: 0 });
  expectSame("payment.lastError.code", declined.lastError?.code, "card_declined");
  expectSame("the first nextSafeAction", declined.nextSafeActions[0]?.action, "PROCESS_ON_READER");

  await till.processPaymentIntent(created.id);
  await till.presentPaymentMethod(MASTERCARD);
  const authorized = await till.paymentUntil(
    "the authorization of the other card",
    created.id,
    ({ status }) => status === "REQUIRES_CAPTURE",
  );
  printer.line("processPaymentIntent", [...describePayment(authorized), `still ${stripePaymentIntentId}`]);
  expectFields("payment", authorized, { stripePaymentIntentId, lastError: null });
  expectSame(
    "the payment's attempts",
    authorized.actions.map(({ state }) => state),
    ["FAILED", "SUCCEEDED"],
  );

  const completed = await till.completeOrder(order.id);
  expectSame("order.status", completed.status, "COMPLETED");
  await till.paymentUntil("the capture", created.id, ({ status }) => status === "SUCCEEDED");
  const paid = await till.order(order.id);
  printer.line("completeOrder", describeOrder(paid));
  expectFields("order", paid, { paymentState: "PAID", paidMinor: TOTAL_MINOR, dueMinor: 0 });
}
