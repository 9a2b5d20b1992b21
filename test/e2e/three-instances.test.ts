import { randomUUID } from "node:crypto";
import type { Client } from "graphql-ws";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { race } from "../integration/races/hold-orders.js";
import { codesOf } from "../integration/races/outcomes.js";
import { createStripeView, type StripeView } from "../support/stripe-view.js";
import { connectSocket, subscribe } from "../support/subscribe.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill, type Till, until } from "../support/till.js";

const ORDER_EVENTS = /* GraphQL */ `
  subscription ($orderId: ID!, $afterSequence: Int) {
    orderEvents(orderId: $orderId, afterSequence: $afterSequence) {
      sequence
      type
    }
  }
`;

interface OrderEvent {
  sequence: number;
  type: string;
}

/** So that what Stripe was asked is still under way when the next thing happens. */
const STRIPE_TAKES_MS = 600;
/** Longer than a till waits, and than a lease lasts. */
const STRIPE_HANGS_MS = 9_500;
/** A lease, a round of recovery, and a try that Stripe refuses while it still works on the first. */
const TAKEN_OVER_WITHIN_MS = 20_000;

const sequencesOf = (events: readonly OrderEvent[]) => events.map(({ sequence }) => sequence);
const from1To = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe("three instances on one database", () => {
  const shop = useTestShop();
  const urls: string[] = [];
  const clients: Client[] = [];
  let stripe: StripeView;
  let first: Till;
  let second: Till;
  let third: Till;

  const tillAt = (url: string): Till => {
    const client = shop.client("TEST");
    client.setEndpoint(`${url}/graphql`);
    return createTill(shop, client);
  };
  beforeAll(async () => {
    stripe = createStripeView(shop);
    for (let count = 2; count <= 3; count += 1) urls.push((await shop.startAnotherInstance()).url);
    [first, second, third] = [shop.url, ...urls].map(tillAt) as [Till, Till, Till];
  });
  afterEach(async () => {
    await stripe.clearFaults();
    for (const client of clients.splice(0)) await client.dispose();
  });

  function follow(url: string, variables: { orderId: string; afterSequence: number }) {
    const client = connectSocket(url, shop.keys.TILL);
    clients.push(client);
    const followed = subscribe<OrderEvent>(client, ORDER_EVENTS, variables);
    const upTo = (sequence: number) =>
      until(
        async () => followed.events,
        (events) => (events.at(-1)?.sequence ?? 0) >= sequence,
      );
    return { ...followed, upTo };
  }
  const at = (orderId: string) => ({ databaseUrl: shop.databaseUrl, orderIds: [orderId] });

  it("make one sale: begun at one, handed to the reader by the second, followed and completed at the third", async () => {
    const order = await first.openOrder(1000);
    const story = follow(urls[1] ?? "", { orderId: order.id, afterSequence: 0 });
    const { payment } = await first.createIntent(order.id);

    await second.process(payment.id);
    await second.presentCard();
    const completed = await third.complete(order.id);
    const { sequence } = await first.order(order.id);
    await story.upTo(sequence);

    expect(completed).toMatchObject({ status: "COMPLETED" });
    expect(await first.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000 });
    expect(sequencesOf(story.events)).toEqual(from1To(sequence));
    expect(story.events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["payment.created", "action.started", "payment.authorized", "payment.succeeded"]),
    );
  });

  it("go on without the one that is stopped while it asks Stripe; its subscribers are told and miss nothing", async () => {
    const leaving = await shop.startAnotherInstance();
    const till = tillAt(leaving.url);
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    const before = follow(leaving.url, { orderId: order.id, afterSequence: 0 });
    await before.upTo(2);
    await stripe.delay("/process_payment_intent$", STRIPE_TAKES_MS);
    const processing = till.process(payment.id);
    await before.upTo(3);

    await leaving.app.close();
    const { action } = await processing;
    const after = follow(urls[0] ?? "", { orderId: order.id, afterSequence: before.events.at(-1)?.sequence ?? 0 });
    await second.presentCard();
    await third.complete(order.id);
    const { sequence } = await first.order(order.id);
    await after.upTo(sequence);

    expect(before.outcome.failure).toMatchObject({ code: 1001 });
    expect(action?.state).toBe("IN_PROGRESS");
    expect(await first.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000 });
    expect(sequencesOf([...before.events, ...after.events])).toEqual(from1To(sequence));
    await expect(fetch(`${leaving.url}/healthz`)).rejects.toThrow("fetch failed");
  });

  it("finish what one left unfinished that was stopped before Stripe had answered", async () => {
    const leaving = await shop.startAnotherInstance();
    const till = tillAt(leaving.url);
    const { order, payment } = await till.authorize(1000);
    await stripe.delay("/capture$", STRIPE_HANGS_MS);
    // What it still waits for has nowhere to be recorded any more.
    shop.log.expectError("CONNECTION_ENDED");

    const captured = await till.capture(payment.id);
    await leaving.app.close(0);
    const found = await until(
      () => first.payment(payment.id),
      ({ status }) => status === "SUCCEEDED",
      TAKEN_OVER_WITHIN_MS,
    );

    expect(captured.payment.status).toBe("REQUIRES_CAPTURE");
    expect(found.amountReceivedMinor).toBe(1000);
    expect(await stripe.intentsOf(order.id)).toMatchObject([{ status: "succeeded", amount_received: 1000 }]);
  });

  it("make one payment and one PaymentIntent of one idempotency key that comes to all at once", async () => {
    const order = await first.openOrder(1000);
    const same = { idempotencyKey: randomUUID(), amountMinor: 400 };
    await stripe.delay("^/v1/payment_intents$", STRIPE_TAKES_MS);

    const results = await race<unknown>(
      at(order.id),
      () => first.createIntent(order.id, same),
      () => second.createIntent(order.id, same),
      () => third.createIntent(order.id, same),
    );

    expect(await codesOf(results)).toEqual(["done", "REQUEST_IN_PROGRESS", "REQUEST_IN_PROGRESS"]);
    expect(await stripe.intentsOf(order.id)).toHaveLength(1);
    expect((await third.createIntent(order.id, same)).payment).toMatchObject({ amountMinor: 400 });
  });

  it("take cash once of one idempotency key that comes to all at once, and each answers with it", async () => {
    const order = await first.openOrder(1000);
    const same = { idempotencyKey: randomUUID() };

    const results = await race(
      at(order.id),
      () => first.recordCash(order.id, 400, same),
      () => second.recordCash(order.id, 400, same),
      () => third.recordCash(order.id, 400, same),
    );
    const ids = results.map((result) => (result.status === "fulfilled" ? result.value.payment.id : null));

    expect(new Set(ids)).toEqual(new Set([ids[0]]));
    expect(ids[0]).not.toBeNull();
    expect(await first.order(order.id)).toMatchObject({ paidMinor: 400 });
  });
});
