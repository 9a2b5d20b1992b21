import { expect, it } from "vitest";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, until } from "../../support/till.js";

const shop = useTestShop({ webhooks: false });

it("finds out that someone else captured, even where the read after Stripe's refusal gets no answer", async () => {
  const till = createTill(shop);
  const { payment } = await till.authorize(1050);
  const captured = await fetch(`${shop.sandbox.url}/v1/payment_intents/${payment.stripePaymentIntentId}/capture`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_shop" },
  });
  const read = `^/v1/payment_intents/${payment.stripePaymentIntentId}$`;
  await shop.control("faults", { method: "GET", path: read, kind: "drop", when: "before", count: 4 });

  const asked = await till.capture(payment.id).catch((error: unknown) => error);
  const seen = await until(
    () => till.payment(payment.id),
    ({ status }) => status === "SUCCEEDED",
    20_000,
  );

  expect(captured.status).toBe(200);
  expect(asked).toBeDefined();
  expect(seen).toMatchObject({ amountReceivedMinor: 1050, amountCapturableMinor: 0 });
});
