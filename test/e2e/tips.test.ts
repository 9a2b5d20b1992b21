import { expect, it } from "vitest";
import { useTestShop } from "../support/test-shop.js";
import { createTill, refusalOf } from "../support/till.js";

const shop = useTestShop({ webhooks: false, jobs: false });

async function authorizeWithTip(totalMinor: number, tipMinor: number) {
  const till = createTill(shop);
  const order = await till.openOrder(totalMinor);
  const { payment } = await till.createIntent(order.id);
  await till.process(payment.id);
  await till.presentCard(undefined, undefined, tipMinor);
  return { till, order, payment: await till.payment(payment.id) };
}

it("keeps a tip chosen on the reader apart from what the order is paid with", async () => {
  const { till, order, payment } = await authorizeWithTip(1000, 100);

  const completed = await till.complete(order.id);
  const again = await till.capture(payment.id, { saleAmountMinor: 1000 });

  expect(payment).toMatchObject({ amountMinor: 1000, tipMinor: 100, amountCapturableMinor: 1100 });
  expect(completed).toMatchObject({ paymentState: "PAID", paidMinor: 1000, tipMinor: 100, overpaidMinor: 0 });
  expect(again.payment).toMatchObject({ status: "SUCCEEDED", amountReceivedMinor: 1100 });
});

it("adds a tip at capture to the one from the reader, and still knows both after another look", async () => {
  const { till, order, payment } = await authorizeWithTip(1000, 100);

  await till.capture(payment.id, { saleAmountMinor: 950, tipMinor: 50 });
  const looked = await till.recheck(payment.id);
  const same = await till.capture(payment.id, { saleAmountMinor: 950, tipMinor: 50 });
  const otherSplit = await refusalOf(till.capture(payment.id, { saleAmountMinor: 1000 }));

  expect(looked.payment).toMatchObject({ tipMinor: 150, amountReceivedMinor: 1100 });
  expect(looked.order).toMatchObject({ id: order.id, paidMinor: 950, tipMinor: 150 });
  expect(same.payment.status).toBe("SUCCEEDED");
  expect(otherSplit.code).toBe("ILLEGAL_TRANSITION");
});
