import { approveTwint, readReturnPage } from "./approve-twint.js";
import type { DemoContext } from "./demo-context.js";
import { describeOrder, describePayment } from "./describe-answers.js";
import { inFrancs } from "./in-francs.js";
import { expectFields, expectSame } from "./step-failed.js";

const TOTAL_MINOR = 4500;

/** TWINT: the customer approves on the phone and comes back to our page, which shows what became of it. */
export async function sellByTwint({ till, printer }: DemoContext): Promise<void> {
  printer.chapter(`TWINT, ${inFrancs(TOTAL_MINOR)}`);
  const order = await till.openOrder("DEMO-4", TOTAL_MINOR);
  const created = await till.createPaymentIntent(order.id, "TWINT");
  printer.line("createPaymentIntent", [...describePayment(created), created.stripePaymentIntentId]);

  const { payment: open, redirectUrl, qrCodeSvg } = await till.confirmTwintPayment(created.id);
  printer.line("confirmTwintPayment", [
    open.status,
    `a QR code of ${qrCodeSvg.length} bytes`,
    `a page at ${new URL(redirectUrl).host}`,
  ]);
  expectSame("payment.status", open.status, "REQUIRES_ACTION");

  const returnPage = await approveTwint(redirectUrl);
  printer.line("the customer's phone", ["opens the page", "approves", "is sent back to us"]);
  const shown = await readReturnPage(returnPage);
  printer.line("the return page", [`shows: ${shown}`]);
  const paid = await till.paymentUntil("TWINT's money", created.id, ({ status }) => status === "SUCCEEDED");
  printer.line("payment", describePayment(paid));
  expectFields("payment", paid, { tender: "TWINT", amountReceivedMinor: TOTAL_MINOR });

  const completed = await till.completeOrder(order.id);
  printer.line("completeOrder", describeOrder(completed));
  expectFields("order", completed, { status: "COMPLETED", paymentState: "PAID", paidMinor: TOTAL_MINOR });
}
