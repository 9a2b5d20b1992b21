import type { DemoContext } from "./demo-context.js";
import { describeOffers, describeOrder, describePayment } from "./describe-answers.js";
import { inFrancs } from "./in-francs.js";
import { expectFields, expectPresent, expectSame } from "./step-failed.js";

const TOTAL_MINOR = 1232;
/** The smallest Swiss coin is 5 Rappen: 12.32 becomes 12.30. */
const CASH = { amountMinor: TOTAL_MINOR, roundingMinor: -2, receivedMinor: 2000 };
const CHANGE_MINOR = 770;

/** The customer has no card after all: the cashier cancels at the reader and takes cash for the same order. */
export async function cancelAndTakeCash({ till, printer }: DemoContext): Promise<void> {
  printer.chapter(`Canceled at the reader, then ${inFrancs(TOTAL_MINOR)} in cash`);
  const order = await till.openOrder("DEMO-3", TOTAL_MINOR);
  const created = await till.createPaymentIntent(order.id, "CARD_PRESENT");
  const handed = await till.processPaymentIntent(created.id);
  printer.line("processPaymentIntent", [
    `at the reader: ${handed.action?.state}`,
    `reserved ${inFrancs(handed.order?.reservedMinor ?? 0)}`,
  ]);

  await till.cancelReaderAction(expectPresent("action", handed.action).id);
  const free = await till.paymentUntil(
    "the end of the reader's action",
    created.id,
    ({ actions }) => actions.at(-1)?.state === "CANCELED",
  );
  const freed = await till.order(order.id);
  printer.line("cancelReaderAction", [
    "at the reader: CANCELED",
    ...describePayment(free),
    `next: ${describeOffers(free.nextSafeActions)}`,
  ]);
  expectSame("payment.status", free.status, "REQUIRES_PAYMENT_METHOD");
  expectFields("order", freed, { paymentState: "UNPAID", reservedMinor: 0, chargeableMinor: TOTAL_MINOR });

  const { payment: cash } = await till.recordCash(order.id, CASH);
  printer.line("recordPayment", [
    `${cash.tender} ${cash.status}`,
    `${inFrancs(TOTAL_MINOR)} rounded to ${inFrancs(cash.amountReceivedMinor)}`,
    `given ${inFrancs(CASH.receivedMinor)}`,
    `change ${inFrancs(cash.changeMinor ?? 0)}`,
  ]);
  expectFields("payment", cash, { status: "SUCCEEDED", amountMinor: TOTAL_MINOR, changeMinor: CHANGE_MINOR });
  expectSame("payment.amountReceivedMinor", cash.amountReceivedMinor, CASH.receivedMinor - CHANGE_MINOR);

  const completed = await till.completeOrder(order.id);
  printer.line("completeOrder", describeOrder(completed));
  expectFields("order", completed, { status: "COMPLETED", paymentState: "PAID", paidMinor: TOTAL_MINOR });
  const idle = await till.paymentUntil("the idle intent's end", created.id, ({ status }) => status === "CANCELED");
  printer.line("payment", [...describePayment(idle), "the unused intent was canceled at Stripe"]);
}
