import { GraphQLClient } from "graphql-request";
import { expect, it } from "vitest";
import { createApiKey } from "../../../src/use-cases/create-api-key.js";
import { CreatePaymentIntentDocument } from "../../support/generated/operations.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, refusalOf } from "../../support/till.js";

const shop = useTestShop({ webhooks: false, jobs: false });

it.each([
  "javascript:alert(1)",
  "data:text/html,x",
  "//evil.example/x",
  "/relative",
  "http://shop.example/over-plain-http",
  "https://till@evil.example/",
  "https://a.example/\r\nX-Injected: 1",
  "https://a.example\\@evil.example/",
  `https://a.example/${"x".repeat(2_000)}`,
  "",
])("sends no customer to %j", async (returnUrl) => {
  const till = createTill(shop);
  const order = await till.openOrder(1000);
  const { payment } = await till.createIntent(order.id, { tender: "TWINT" });

  const refused = await refusalOf(till.confirmTwint(payment.id, returnUrl));
  const after = await till.payment(payment.id);

  expect(refused).toMatchObject({ code: "BAD_USER_INPUT", field: "returnUrl" });
  expect(after).toMatchObject({ status: "REQUIRES_PAYMENT_METHOD", actions: [] });
});

it("shows a replayed request to no key of another location", async () => {
  const till = createTill(shop);
  const order = await till.openOrder(1000);
  const input = { idempotencyKey: `${order.reference}-card`, orderId: order.id, tender: "CARD_PRESENT" as const };
  await till.client.request(CreatePaymentIntentDocument, { input });
  const { deps } = shop.app;
  const elsewhere = { label: "another shop's till", role: "TILL" as const, locationIds: ["loc_elsewhere"] };
  const { key } = await createApiKey({ ...deps, newSecret: deps.settings.newSecret }, elsewhere);
  const stranger = new GraphQLClient(`${shop.url}/graphql`, { headers: { authorization: `Bearer ${key}` } });

  const refused = await refusalOf(stranger.request(CreatePaymentIntentDocument, { input }));

  expect(refused.code).toBe("FORBIDDEN");
});
