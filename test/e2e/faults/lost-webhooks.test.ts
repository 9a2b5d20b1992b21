import { beforeAll, describe, expect, it } from "vitest";
import { ReaderDocument } from "../../support/generated/operations.js";
import { dumpTables } from "../../support/dump-tables.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, decideTwint, type Till, until } from "../../support/till.js";

const NOTICED_WITHIN_MS = 5_000;

describe("while every webhook is lost that Stripe sends", () => {
  const shop = useTestShop();
  let till: Till;
  beforeAll(async () => {
    till = createTill(shop);
    await shop.control("webhooks", { dropped: 1 });
  });

  const becomes = (paymentId: string, status: string) =>
    until(
      () => till.payment(paymentId),
      (payment) => payment.status === status,
      NOTICED_WITHIN_MS,
    );
  /** The customer holds a card to the reader; our server is not asked for it and hears of it from nobody. */
  const presentUnheard = async (number: string | null) => {
    const { reader } = await shop.client("OPERATOR").request(ReaderDocument, { id: shop.readerIds[0] });
    const card = { stripeReaderId: reader?.stripeReaderId ?? "", number, interac: false, tipMinor: null };
    await shop.app.deps.gateway.presentPaymentMethod(card, null);
  };
  const handOver = async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    await till.process(payment.id);
    return { order, payment };
  };
  const stored = async () => (await dumpTables(shop.databaseUrl)).filter((row) => row.startsWith("webhook_inbox "));

  it("notices a card within five seconds", async () => {
    const { order, payment } = await handOver();

    await presentUnheard(null);
    const held = await becomes(payment.id, "REQUIRES_CAPTURE");

    expect(held.actions.map(({ state }) => state)).toEqual(["SUCCEEDED"]);
    expect(await till.order(order.id)).toMatchObject({ paymentState: "AUTHORIZED" });
    expect(await stored()).toEqual([]);
  });

  it("notices a decline within five seconds", async () => {
    const { payment } = await handOver();

    await presentUnheard("4000000000000002");
    const declined = await until(
      () => till.payment(payment.id),
      ({ lastError }) => lastError !== null,
      NOTICED_WITHIN_MS,
    );

    expect(declined).toMatchObject({ status: "REQUIRES_PAYMENT_METHOD", lastError: { code: "card_declined" } });
    expect(await stored()).toEqual([]);
  });

  it("notices a customer who approved in TWINT within five seconds", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id, { tender: "TWINT" });
    const { payment: open } = await till.confirmTwint(payment.id);

    await decideTwint(open.twint?.redirectUrl ?? "", "authorize");
    await becomes(payment.id, "SUCCEEDED");

    expect(await till.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000 });
    expect(await stored()).toEqual([]);
  });
});
