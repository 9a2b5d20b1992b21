import { afterEach, describe, expect, it } from "vitest";
import { findReader, updateReaderSeen } from "../../../src/db/readers.js";
import { watchActions } from "../../../src/jobs/watch-actions.js";
import { DECLINED_CARD, decideTwint } from "../../support/till.js";
import { buildReader } from "../../support/builders/reader-snapshot.js";
import { atLater } from "./half-way.js";
import { useRecovery } from "./use-recovery.js";

const PAST_READER_DEADLINE_MS = 121_000;
const PAST_REDIRECT_DEADLINE_MS = 11 * 60_000;

describe("an action that nobody ends", () => {
  const bench = useRecovery();
  const stripeReaderId = async () =>
    (await findReader(bench.shop.app.deps.db, bench.shop.readerIds[0]))?.stripeReaderId ?? "";
  const watchAfter = async (laterMs: number) => {
    await bench.rows.timePasses();
    await watchActions.runOnce(atLater(bench.shop.app.deps, laterMs));
  };
  const presentUnheard = async (number: string | null = null) => {
    const card = { stripeReaderId: await stripeReaderId(), number, interac: false, tipMinor: null };
    await bench.shop.app.deps.gateway.presentPaymentMethod(card, null);
  };
  const handedOver = async () => {
    const order = await bench.till.openOrder(1000);
    const { payment } = await bench.till.createIntent(order.id, { captureMethod: "AUTOMATIC" });
    await bench.till.process(payment.id);
    return { order, payment };
  };
  afterEach(async () => {
    await bench.shop.control(`readers/${await stripeReaderId()}`, { network: "online", busy: false });
  });

  it("is left alone before its deadline", async () => {
    const { payment } = await handedOver();

    await watchAfter(60_000);

    const [action] = (await bench.till.payment(payment.id)).actions;
    await bench.till.cancelAtReader(action?.id ?? "");
    expect(action?.state).toBe("IN_PROGRESS");
  });

  it("is canceled at the reader at its deadline, and the order's money is free again", async () => {
    const { order, payment } = await handedOver();
    const before = (await bench.stripe.writes("cancel_action")).length;

    await watchAfter(PAST_READER_DEADLINE_MS);
    await watchAfter(PAST_READER_DEADLINE_MS);

    expect((await bench.stripe.writes("cancel_action")).length).toBe(before + 1);
    expect((await bench.till.payment(payment.id)).actions).toMatchObject([{ state: "CANCELED" }]);
    expect((await bench.till.recordCash(order.id, 1000)).order).toMatchObject({ paymentState: "PAID" });
  });

  it("is found paid after all when the card came just before its deadline", async () => {
    const { order, payment } = await handedOver();
    await presentUnheard();

    await watchAfter(PAST_READER_DEADLINE_MS);

    expect(await bench.till.payment(payment.id)).toMatchObject({
      status: "SUCCEEDED",
      actions: [{ state: "SUCCEEDED" }],
    });
    expect(await bench.till.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000, reservedMinor: 0 });
  });

  it("is found declined when the card was declined just before its deadline", async () => {
    const { payment } = await handedOver();
    await presentUnheard(DECLINED_CARD);

    await watchAfter(PAST_READER_DEADLINE_MS);

    expect(await bench.till.payment(payment.id)).toMatchObject({
      status: "REQUIRES_PAYMENT_METHOD",
      lastError: { code: "card_declined" },
    });
    expect((await bench.till.payment(payment.id)).actions).toMatchObject([{ state: "FAILED" }]);
  });

  it("keeps its money reserved and its history short while its reader is away, and is ended once it is back", async () => {
    const { order, payment } = await handedOver();
    await bench.shop.control(`readers/${await stripeReaderId()}`, { network: "offline" });

    for (let round = 1; round <= 5; round += 1) await watchAfter(PAST_READER_DEADLINE_MS);
    const unreachable = await bench.till.order(order.id);
    const history = await bench.rows.historyOf(order.id);
    await bench.shop.control(`readers/${await stripeReaderId()}`, { network: "online" });
    await watchAfter(PAST_READER_DEADLINE_MS);

    expect(unreachable).toMatchObject({ reservedMinor: 1000, chargeableMinor: 0 });
    expect(history.slice(-3)).toEqual(["action.acknowledged", "action.unknown", "action.unanswered"]);
    expect((await bench.till.payment(payment.id)).actions).toMatchObject([{ state: "CANCELED" }]);
    expect(await bench.till.order(order.id)).toMatchObject({ chargeableMinor: 1000 });
  });

  it("is not canceled at a reader just seen away, even when an older answer says meanwhile that it is there", async () => {
    const { order } = await handedOver();
    const before = (await bench.stripe.writes("cancel_action")).length;
    await bench.shop.control(`readers/${await stripeReaderId()}`, { network: "offline" });
    const deps = atLater(bench.shop.app.deps, PAST_READER_DEADLINE_MS);
    const older = buildReader({ id: await stripeReaderId(), status: "ONLINE" });
    const readPaymentIntent: typeof deps.gateway.readPaymentIntent = async (...asked) => {
      await updateReaderSeen(deps.db, older);
      return deps.gateway.readPaymentIntent(...asked);
    };

    await bench.rows.timePasses();
    await watchActions.runOnce({ ...deps, gateway: { ...deps.gateway, readPaymentIntent } });
    const history = await bench.rows.historyOf(order.id);
    await bench.shop.control(`readers/${await stripeReaderId()}`, { network: "online" });
    await watchAfter(PAST_READER_DEADLINE_MS);

    expect(history.slice(-2)).toEqual(["action.acknowledged", "action.unknown"]);
    expect((await bench.stripe.writes("cancel_action")).length).toBe(before + 1);
    expect(await bench.till.order(order.id)).toMatchObject({ chargeableMinor: 1000 });
  });

  it("keeps its money reserved while Stripe does not answer, and is looked at again", async () => {
    const { order, payment } = await handedOver();
    await presentUnheard();
    await bench.stripe.drop({ method: "GET", path: "^/v1/", when: "before", count: 100 });

    await bench.watch();
    const unheard = await bench.till.order(order.id);
    await bench.stripe.clearFaults();
    await bench.watch();

    expect(unheard).toMatchObject({ reservedMinor: 1000, chargeableMinor: 0 });
    expect((await bench.till.payment(payment.id)).status).toBe("SUCCEEDED");
  });

  it("is ended by canceling the PaymentIntent where it is an open TWINT page", async () => {
    const order = await bench.till.openOrder(1000);
    const { payment } = await bench.till.createIntent(order.id, { tender: "TWINT" });
    await bench.till.confirmTwint(payment.id);

    await watchAfter(PAST_REDIRECT_DEADLINE_MS);

    expect(await bench.till.payment(payment.id)).toMatchObject({
      status: "CANCELED",
      actions: [{ state: "CANCELED" }],
    });
    expect(await bench.till.order(order.id)).toMatchObject({ chargeableMinor: 1000, reservedMinor: 0 });
  });

  it("is found paid after all where the customer approved TWINT just before its deadline", async () => {
    const order = await bench.till.openOrder(1000);
    const { payment } = await bench.till.createIntent(order.id, { tender: "TWINT" });
    const { redirectUrl } = await bench.till.confirmTwint(payment.id);
    await decideTwint(redirectUrl, "authorize");

    await watchAfter(PAST_REDIRECT_DEADLINE_MS);

    expect(await bench.till.payment(payment.id)).toMatchObject({
      status: "SUCCEEDED",
      actions: [{ state: "SUCCEEDED" }],
    });
    expect(await bench.till.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000 });
  });

  it("is looked after by one of several instances at a time", async () => {
    const { payment } = await handedOver();
    await bench.rows.timePasses();

    const rounds = Array.from({ length: 4 }, () => watchActions.runOnce(bench.shop.app.deps));
    const counts = await Promise.all(rounds);

    await bench.till.cancelAtReader((await bench.till.payment(payment.id)).actions[0]?.id ?? "");
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
  });
});
