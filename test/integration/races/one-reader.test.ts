import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { watchActions } from "../../../src/jobs/watch-actions.js";
import { workInbox } from "../../../src/jobs/work-inbox.js";
import { freeReader } from "../../../src/use-cases/free-reader.js";
import { ReaderDocument } from "../../support/generated/operations.js";
import { createStripeView, type StripeView } from "../../support/stripe-view.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, type Till, until } from "../../support/till.js";
import { CASHIER, openRows, type Rows } from "../recovery/half-way.js";
import { race } from "./hold-orders.js";
import { codesOf } from "./outcomes.js";

const OPERATOR = { ...CASHIER, role: "OPERATOR" } as const;
const ENDS = ["action.succeeded", "action.failed", "action.canceled", "action.not_delivered"];

const silence = async () => ({ outcome: "Unanswered" as const, reason: "the connection broke" });

describe("what happens at one reader at the same moment", () => {
  const shop = useTestShop({ webhooks: true, jobs: false });
  let till: Till;
  let other: Till;
  let stripe: StripeView;
  let rows: Rows;
  let stripeReaderId = "";
  beforeAll(async () => {
    till = createTill(shop);
    stripe = createStripeView(shop);
    rows = openRows(shop);
    const { url } = await shop.startAnotherInstance();
    const elsewhere = shop.client("TEST");
    elsewhere.setEndpoint(`${url}/graphql`);
    other = createTill(shop, elsewhere);
    const { reader } = await shop.client("OPERATOR").request(ReaderDocument, { id: shop.readerIds[0] });
    stripeReaderId = reader?.stripeReaderId ?? "";
  });
  afterAll(() => rows.close());

  const at = (...orderIds: string[]) => ({ databaseUrl: shop.databaseUrl, orderIds });
  /** The customer taps, and nobody has told us yet. */
  const presentCard = () =>
    shop.app.deps.gateway.presentPaymentMethod({ stripeReaderId, number: null, interac: false, tipMinor: null }, null);
  const startPayment = async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    const { action } = await till.process(payment.id);
    return { order, payment, actionId: action?.id ?? "" };
  };
  /** What was not worked off: whoever does not wait for the order takes a place in its history that is taken. */
  const eventsLeft = (paymentIntentId: string | null) =>
    rows.sql`
      select last_error from webhook_inbox where payment_intent_id = ${paymentIntentId} and state = 'PENDING'`;
  const endsOf = async (orderId: string) => (await rows.historyOf(orderId)).filter((type) => ENDS.includes(type));

  it("is one payment's, though tills at two instances hand it theirs", async () => {
    const [first, second] = [await till.openOrder(1000), await till.openOrder(1000)];
    const { payment: one } = await till.createIntent(first.id);
    const { payment: two } = await till.createIntent(second.id);

    const results = await race<unknown>(
      at(first.id, second.id),
      () => till.process(one.id),
      () => other.process(two.id),
    );
    const actions = [...(await till.payment(one.id)).actions, ...(await till.payment(two.id)).actions];
    for (const action of actions) await till.cancelAtReader(action.id);

    expect(new Set(await codesOf(results))).toEqual(new Set(["READER_BUSY", "done"]));
    expect(actions).toHaveLength(1);
  });

  async function payUnheard() {
    const started = await startPayment();
    await workInbox.runOnce(shop.app.deps);
    await presentCard();
    const about = started.payment.stripePaymentIntentId;
    await until(
      () => rows.sql`select 1 from webhook_inbox where payment_intent_id = ${about} and state = 'PENDING'`,
      (events) => events.length > 0,
    );
    return started;
  }

  it("ends as paid when the webhook of it comes before the cashier's cancel, and nothing is canceled", async () => {
    const { order, payment, actionId } = await payUnheard();
    const before = (await stripe.writes("cancel_action")).length;

    const results = await race<unknown>(
      at(order.id),
      () => workInbox.runOnce(shop.app.deps),
      () => other.cancelAtReader(actionId),
    );

    expect(await codesOf(results)).toEqual(["done", "done"]);
    expect(await endsOf(order.id)).toEqual(["action.succeeded"]);
    expect((await till.payment(payment.id)).status).toBe("REQUIRES_CAPTURE");
    expect((await stripe.writes("cancel_action")).length).toBe(before);
    expect(await eventsLeft(payment.stripePaymentIntentId)).toEqual([]);
  });

  it("ends as paid when the webhook of it comes right after the cashier's cancel", async () => {
    const { order, payment, actionId } = await payUnheard();

    await race<unknown>(
      at(order.id),
      () => other.cancelAtReader(actionId),
      () => workInbox.runOnce(shop.app.deps),
    );

    expect(await eventsLeft(payment.stripePaymentIntentId)).toEqual([]);
    // Whether Stripe's answer to the cancel is recorded before the look is up to the machine.
    expect((await rows.historyOf(order.id)).slice(-2)).toEqual(["payment.authorized", "action.succeeded"]);
    expect(await endsOf(order.id)).toEqual(["action.succeeded"]);
    expect(await till.payment(payment.id)).toMatchObject({
      status: "REQUIRES_CAPTURE",
      actions: [{ state: "SUCCEEDED" }],
    });
    expect(await till.order(order.id)).toMatchObject({ authorizedMinor: 1000, reservedMinor: 0 });
  });

  /** The reader took the card, and it could not be reached for so long that nobody knows. */
  async function payUnknown() {
    const started = await startPayment();
    await rows.sql`update reader_actions set state = 'UNKNOWN', unknown_since = now() where id = ${started.actionId}`;
    await presentCard();
    await rows.timePasses();
    return started;
  }
  /** The operator's instance can't ask Stripe at all. */
  const freeBlindly = () => {
    const { deps } = shop.app;
    const blind = { ...deps, gateway: { ...deps.gateway, readPaymentIntent: silence } };
    return freeReader(blind, OPERATOR, { readerId: shop.readerIds[0], force: true, reason: "It shows nothing." });
  };
  const watch = () => watchActions.runOnce(shop.app.deps);

  it("is ended once, by force, and the money that the watcher then finds counts all the same", async () => {
    const { order, payment } = await payUnknown();

    await race<unknown>(at(order.id), freeBlindly, watch);

    expect(await endsOf(order.id)).toEqual(["action.failed"]);
    expect(await till.payment(payment.id)).toMatchObject({
      status: "REQUIRES_CAPTURE",
      actions: [{ state: "FAILED", failure: { code: "reader_freed" } }],
    });
    expect(await till.order(order.id)).toMatchObject({ authorizedMinor: 1000, reservedMinor: 0 });
  });

  it("is ended once, as paid, when the watcher finds that just before force would have ended it", async () => {
    const { order, payment } = await payUnknown();

    await race<unknown>(at(order.id), watch, freeBlindly);

    expect(await endsOf(order.id)).toEqual(["action.succeeded"]);
    expect(await till.payment(payment.id)).toMatchObject({
      status: "REQUIRES_CAPTURE",
      actions: [{ state: "SUCCEEDED", failure: null }],
    });
  });
});
