import { findReader } from "../../../src/db/readers.js";
import { ageActions } from "../../support/age-actions.js";
import { CompleteOrderDocument } from "../../support/generated/operations.js";
import { processPastUs } from "../../support/process-past-us.js";
import type { StripeView } from "../../support/stripe-view.js";
import type { TestShop } from "../../support/test-shop.js";
import { createTill, DECLINED_CARD, decideTwint, refusalOf, type Till, until } from "../../support/till.js";

export interface Scene {
  shop: TestShop;
  till: Till;
  stripe: StripeView;
}

/** Brings an order into a state, and answers its id. */
export type Build = (scene: Scene) => Promise<string>;

const TOTAL = 1_000;

export function openScene(shop: TestShop, stripe: StripeView): Scene {
  return { shop, stripe, till: createTill(shop) };
}

async function withIntent({ till }: Scene, more: Parameters<Till["createIntent"]>[1] = {}) {
  const order = await till.openOrder(TOTAL);
  const { payment } = await till.createIntent(order.id, more);
  return { orderId: order.id, payment };
}

/** The command breaks off on its way, and the reader shows nothing. */
async function loseCommand({ shop, till, stripe }: Scene, paymentId: string): Promise<void> {
  await stripe.drop({ path: "/process_payment_intent$", when: "before", count: 1 });
  await till.process(paymentId);
  await ageActions(shop);
  await until(
    async () => (await till.recheck(paymentId)).payment.actions.at(-1)?.state,
    (state) => state === "NOT_DELIVERED",
  );
}

/** The till asks the reader to end a payment, and the reader does not take it. */
async function cancelInVain(scene: Scene, network: "offline" | "deaf"): Promise<string> {
  const { orderId, payment } = await withIntent(scene);
  const { action } = await scene.till.process(payment.id);
  await tuneReader(scene, network);
  await Promise.allSettled([scene.till.cancelAtReader(action?.id ?? "")]);
  await until(
    async () => (await scene.till.payment(payment.id)).actions[0]?.state,
    (state) => state === "IN_PROGRESS",
  );
  return orderId;
}

export async function tuneReader({ shop }: Scene, network: "online" | "offline" | "deaf"): Promise<void> {
  const reader = await findReader(shop.app.deps.db, shop.readerIds[0]);
  await shop.control(`readers/${reader?.stripeReaderId ?? ""}`, { network });
}

/** All of the order is held by a card of which nobody told us, while cash was taken. */
async function holdBeside(scene: Scene, cashMinor: number): Promise<string> {
  const { orderId, payment } = await withIntent(scene);
  await scene.till.recordCash(orderId, cashMinor);
  await processPastUs(scene.shop, payment.stripePaymentIntentId);
  await scene.till.presentCard();
  await scene.till.recheck(payment.id);
  return orderId;
}

/** What a customer does at Stripe past this server: with a page of the till's own, or after it gave the payment up. */
async function confirmPastUs({ shop }: Scene, paymentIntentId: string | null): Promise<string> {
  const response = await fetch(`${shop.sandbox.url}/v1/payment_intents/${paymentIntentId}/confirm`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_shop" },
    body: new URLSearchParams({ "payment_method_data[type]": "twint", return_url: "https://till.example/done" }),
  });
  const intent = (await response.json()) as { next_action: { redirect_to_url: { url: string } } };
  return intent.next_action.redirect_to_url.url;
}

async function cancelPastUs({ shop }: Scene, paymentIntentId: string | null): Promise<void> {
  const url = `${shop.sandbox.url}/v1/payment_intents/${paymentIntentId}/cancel`;
  await fetch(url, { method: "POST", headers: { authorization: "Bearer sk_test_shop" } });
}

/** States that an order comes into, by what a till, a customer and Stripe do. */
export const ORDER_STATES: Readonly<Record<string, Build>> = {
  "is new": async ({ till }) => (await till.openOrder(TOTAL)).id,
  "is paid in part": async ({ till }) => {
    const order = await till.openOrder(TOTAL);
    await till.recordCash(order.id, 400);
    return order.id;
  },
  "has an idle card payment": async (scene) => (await withIntent(scene)).orderId,
  "has an idle TWINT payment": async (scene) => (await withIntent(scene, { tender: "TWINT" })).orderId,
  "has a payment that Stripe refused to set up": async (scene) => {
    const order = await scene.till.openOrder(TOTAL);
    const fault = {
      method: "POST",
      path: "/v1/payment_intents$",
      kind: "status",
      status: 400,
      when: "before",
      count: 1,
    };
    await scene.shop.control("faults", fault);
    await refusalOf(scene.till.createIntent(order.id));
    return order.id;
  },
  "has a payment that the till confirms itself": async (scene) =>
    (await withIntent(scene, { tender: "TWINT", handover: "CLIENT" })).orderId,
  "has a page of the till's own open": async (scene) => {
    const { orderId, payment } = await withIntent(scene, { tender: "TWINT", handover: "CLIENT" });
    await confirmPastUs(scene, payment.stripePaymentIntentId);
    await scene.till.recheck(payment.id);
    return orderId;
  },
  "has a card at the reader": async (scene) => {
    const { orderId, payment } = await withIntent(scene);
    await scene.till.process(payment.id);
    return orderId;
  },
  "has a card at a reader that is offline after a cancel": (scene) => cancelInVain(scene, "offline"),
  "has a card at a reader that is deaf after a cancel": (scene) => cancelInVain(scene, "deaf"),
  "has a declined card": async (scene) => {
    const { orderId, payment } = await withIntent(scene);
    await scene.till.process(payment.id);
    await scene.till.presentCard(DECLINED_CARD);
    return orderId;
  },
  "is held": async ({ till }) => (await till.authorize(TOTAL)).order.id,
  "is held in part": async (scene) => {
    const { orderId, payment } = await withIntent(scene, { amountMinor: 600 });
    await scene.till.process(payment.id);
    await scene.till.presentCard();
    return orderId;
  },
  "has a hold that is just being let go": async (scene) => {
    const { order, payment } = await scene.till.authorize(TOTAL);
    await scene.stripe.delay("/cancel$", 3_000);
    await scene.till.cancelPayment(payment.id);
    return order.id;
  },
  "is held by one card and paid in cash": async (scene) => {
    const { orderId, payment } = await withIntent(scene, { amountMinor: 600 });
    await scene.till.process(payment.id);
    await scene.till.presentCard();
    await scene.till.recordCash(orderId, 400);
    return orderId;
  },
  "has a TWINT page open": async (scene) => {
    const { orderId, payment } = await withIntent(scene, { tender: "TWINT" });
    await scene.till.confirmTwint(payment.id);
    return orderId;
  },
  "has a TWINT payment that the customer refused": async (scene) => {
    const { orderId, payment } = await withIntent(scene, { tender: "TWINT" });
    const { redirectUrl } = await scene.till.confirmTwint(payment.id);
    await decideTwint(redirectUrl, "fail");
    await scene.till.recheck(payment.id);
    return orderId;
  },
  "has a command of which nothing is known": async (scene) => {
    const { orderId, payment } = await withIntent(scene);
    await scene.stripe.drop({ path: "/process_payment_intent$", when: "before", count: 1 });
    await scene.till.process(payment.id);
    return orderId;
  },
  "has a command that never arrived": async (scene) => {
    const { orderId, payment } = await withIntent(scene);
    await loseCommand(scene, payment.id);
    return orderId;
  },
  "has a command that never arrived twice": async (scene) => {
    const { orderId, payment } = await withIntent(scene);
    await loseCommand(scene, payment.id);
    await loseCommand(scene, payment.id);
    return orderId;
  },
  "is paid in part beside a command that never arrived": async (scene) => {
    const { orderId, payment } = await withIntent(scene, { amountMinor: 600 });
    await loseCommand(scene, payment.id);
    await scene.till.recordCash(orderId, 400);
    return orderId;
  },
  "is paid and held beyond its total": (scene) => holdBeside(scene, TOTAL),
  "is paid in part and held beyond its total": (scene) => holdBeside(scene, 500),
  "is completed and paid": async ({ till }) => {
    const { order } = await till.authorize(TOTAL);
    await till.complete(order.id);
    return order.id;
  },
  "is completed and held": async ({ till }) => {
    const { order } = await till.authorize(TOTAL);
    await till.client.request(CompleteOrderDocument, { input: { orderId: order.id, captureHolds: false } });
    return order.id;
  },
  "is completed and taken in part": async ({ till }) => {
    const { order, payment } = await till.authorize(TOTAL);
    await till.client.request(CompleteOrderDocument, { input: { orderId: order.id, captureHolds: false } });
    await till.capture(payment.id, { saleAmountMinor: 800 });
    return order.id;
  },
  "is completed after its hold was gone": async (scene) => {
    const { order, payment } = await scene.till.authorize(TOTAL);
    await cancelPastUs(scene, payment.stripePaymentIntentId);
    await refusalOf(scene.till.complete(order.id));
    return order.id;
  },
  "is canceled": async (scene) => {
    const { orderId } = await withIntent(scene);
    await scene.till.cancelOrder(orderId);
    return orderId;
  },
  "is canceled and was paid all the same": async (scene) => {
    const { orderId, payment } = await withIntent(scene, { tender: "TWINT" });
    const url = await confirmPastUs(scene, payment.stripePaymentIntentId);
    await decideTwint(url, "authorize");
    await scene.till.cancelOrder(orderId);
    return orderId;
  },
};
