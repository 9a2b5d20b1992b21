import type { Client } from "graphql-ws";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { ReaderDocument } from "../../support/generated/operations.js";
import { createStripeView, type StripeView } from "../../support/stripe-view.js";
import { connectSocket, subscribe } from "../../support/subscribe.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, type Till, until } from "../../support/till.js";

/** Two seconds, and what a busy machine adds. */
const IN_TIME_MS = 3_000;
const STRIPE_TAKES_MS = 3_000;

const READER_CHANGED = /* GraphQL */ `
  subscription ($readerId: ID!) {
    readerChanged(readerId: $readerId) {
      currentAction {
        state
        failure {
          code
        }
      }
    }
  }
`;

interface ReaderState {
  currentAction: { state: string; failure: { code: string } | null } | null;
}

const timed = async <T>(work: Promise<T>) => {
  const startedAt = Date.now();
  const answer = await work;
  return { answer, tookMs: Date.now() - startedAt };
};

describe("a cancel at the reader that takes longer than a till waits", () => {
  const shop = useTestShop({ webhooks: false });
  const clients: Client[] = [];
  let till: Till;
  let stripe: StripeView;
  let stripeReaderId = "";
  beforeAll(async () => {
    till = createTill(shop);
    stripe = createStripeView(shop);
    const { reader } = await shop.client("OPERATOR").request(ReaderDocument, { id: shop.readerIds[0] });
    stripeReaderId = reader?.stripeReaderId ?? "";
  });
  afterEach(async () => {
    await stripe.clearFaults();
    await shop.control(`readers/${stripeReaderId}`, { busy: false });
    for (const client of clients.splice(0)) await client.dispose();
  });

  const followReader = () => {
    const client = connectSocket(shop.url, shop.keys.TILL);
    clients.push(client);
    return subscribe<ReaderState>(client, READER_CHANGED, { readerId: shop.readerIds[0] });
  };
  const startPayment = async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    const { action } = await till.process(payment.id);
    return { order, payment, actionId: action?.id ?? "" };
  };

  it("is answered in time with CANCELING, and its end arrives by subscription", async () => {
    const { order, payment, actionId } = await startPayment();
    const { events } = followReader();
    await stripe.delay("/cancel_action$", STRIPE_TAKES_MS);

    const { answer, tookMs } = await timed(till.cancelAtReader(actionId));
    await until(
      async () => events.at(-1),
      (last) => last?.currentAction === null,
    );

    expect(tookMs).toBeLessThan(IN_TIME_MS);
    expect(answer.action).toMatchObject({ id: actionId, state: "CANCELING" });
    expect(answer.payment.nextSafeActions.map(({ action }) => action)).toEqual(["WAIT"]);
    expect((await till.payment(payment.id)).actions).toMatchObject([{ state: "CANCELED", failure: null }]);
    expect(await till.order(order.id)).toMatchObject({ chargeableMinor: 1000 });
  });

  it("that the reader refuses stands in the action's failure, which runs on and can be canceled again", async () => {
    const { payment, actionId } = await startPayment();
    const { events } = followReader();
    await shop.control(`readers/${stripeReaderId}`, { busy: true });
    await stripe.delay("/cancel_action$", STRIPE_TAKES_MS);

    const { answer, tookMs } = await timed(till.cancelAtReader(actionId));
    await until(
      async () => events.at(-1)?.currentAction,
      (seen) => seen?.failure != null,
    );
    const running = await till.payment(payment.id);
    await shop.control(`readers/${stripeReaderId}`, { busy: false });
    const again = await till.cancelAtReader(actionId);

    expect(tookMs).toBeLessThan(IN_TIME_MS);
    expect(answer.action?.state).toBe("CANCELING");
    expect(running.actions).toMatchObject([{ state: "IN_PROGRESS", failure: { code: "READER_BUSY" } }]);
    expect(again.action).toMatchObject({ state: "CANCELED", failure: null });
  });
});
