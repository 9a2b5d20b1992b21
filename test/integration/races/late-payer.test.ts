import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { assertWithinDue } from "../../../src/domain/order-rules.js";
import { lockOrderBook } from "../../../src/db/order-books.js";
import { withRoom } from "../../../src/use-cases/shared/with-room.js";
import { createStripeView, type StripeView } from "../../support/stripe-view.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, decideTwint, type Till, until } from "../../support/till.js";
import { CASHIER, openRows, type Rows } from "../recovery/half-way.js";

describe("a customer who pays while their page is being shut", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });
  let till: Till;
  let stripe: StripeView;
  let rows: Rows;
  beforeAll(() => {
    till = createTill(shop);
    stripe = createStripeView(shop);
    rows = openRows(shop);
  });
  afterEach(() => stripe.clearFaults());
  afterAll(() => rows.close());

  const isPaid = async (paymentId: string) => {
    const [row] = await rows.sql<{ status: string }[]>`select status from payments where id = ${paymentId}`;
    return row?.status === "SUCCEEDED";
  };

  it("is named to the cashier also where Stripe's answer is recorded after the last look and before the next try", async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id, { tender: "TWINT" });
    const { redirectUrl } = await till.confirmTwint(payment.id);
    await stripe.delay("/cancel$", 2_000);
    let tries = 0;

    const asked = withRoom(shop.app.deps, CASHIER, async (tx) => {
      tries += 1;
      if (tries === 2) {
        await decideTwint(redirectUrl, "authorize");
        await until(() => isPaid(payment.id), Boolean);
      }
      const book = await lockOrderBook(tx, order.id);
      assertWithinDue(book.order, { amountMinor: 1000, ownMinor: 0, field: "amountMinor" });
    });

    await expect(asked).rejects.toMatchObject({ code: "AMOUNT_EXCEEDS_DUE", details: { paymentId: payment.id } });
    expect(tries).toBe(2);
    expect(await till.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000, reservedMinor: 0 });
  });
});
