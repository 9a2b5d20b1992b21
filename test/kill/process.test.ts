import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { RECOVERY_POINTS } from "../../src/operations/checkpoint.js";
import { refusalOf, type Till, until } from "../support/till.js";
import { doneAtStripe, handOver, historyOf, leftOf, NOTHING, openScene, type Scene } from "./scene.js";

const [BEFORE_THE_SEND, ...ONCE_SENT] = RECOVERY_POINTS;

it.concurrent(
  `says that a hand-over was not delivered, and offers it again, when the server dies ${BEFORE_THE_SEND}`,
  async ({ onTestFinished }) => {
    const scene = await openScene({ point: BEFORE_THE_SEND, kind: "PROCESS_PAYMENT_INTENT" }, onTestFinished);
    const { order, payment, next } = await openTwoSales(scene.till);
    const attemptKey = randomUUID();
    await scene.dies(() => scene.till.process(payment.id, undefined, { attemptKey }));
    const tooEarly = await refusalOf(scene.bystander.process(next.payment.id));

    const till = await scene.restart();
    const left = await actionBecomes(till, payment.id, "NOT_DELIVERED");
    const repeated = await till.process(payment.id, undefined, { attemptKey });
    const shownFirst = await shownAtReader(scene);
    await handOver(till, next.payment.id);
    const shownNext = await shownAtReader(scene);
    await till.presentCard();
    await handOver(till, payment.id);
    await till.presentCard();

    expect(tooEarly.code).toBe("READER_BUSY");
    expect(left.nextSafeActions[0]?.action).toBe("PROCESS_ON_READER");
    expect(repeated.action).toMatchObject({ id: left.actions[0]?.id, state: "NOT_DELIVERED" });
    expect(shownFirst).toBeUndefined();
    expect(shownNext).toBe(next.payment.stripePaymentIntentId);
    expect(await doneAtStripe(scene, "/process_payment_intent")).toEqual({ keys: 2, times: 2 });
    expect(await till.order(order.id)).toMatchObject({ authorizedMinor: 1000, overpaidMinor: 0 });
    expect(await till.order(next.order.id)).toMatchObject({ authorizedMinor: 700, overpaidMinor: 0 });
    expect(await leftOf(scene, order.id)).toEqual(NOTHING);
    expect(await historyOf(scene, order.id)).toEqual([
      "order.created",
      "payment.created",
      "action.started",
      "action.unknown",
      "action.not_delivered",
      "action.started",
      "action.acknowledged",
      "payment.authorized",
      "action.succeeded",
    ]);
  },
);

it.concurrent.for(ONCE_SENT)(
  "adopts a hand-over that the reader shows and never sends it again, when the server dies %s",
  async (point, { onTestFinished }) => {
    const scene = await openScene({ point, kind: "PROCESS_PAYMENT_INTENT" }, onTestFinished);
    const { order, payment, next } = await openTwoSales(scene.till);
    const attemptKey = randomUUID();
    await scene.dies(() => scene.till.process(payment.id, undefined, { attemptKey }));
    const tooEarly = await refusalOf(scene.bystander.process(next.payment.id));

    const till = await scene.restart();
    const left = await actionBecomes(till, payment.id, "IN_PROGRESS");
    const repeated = await till.process(payment.id, undefined, { attemptKey });
    const shownFirst = await shownAtReader(scene);
    await till.cancelAtReader(left.actions[0]?.id ?? "");
    await actionBecomes(till, payment.id, "CANCELED");
    await handOver(till, next.payment.id);
    const shownNext = await shownAtReader(scene);
    await till.presentCard();
    await handOver(till, payment.id);
    await till.presentCard();

    expect(tooEarly.code).toBe("READER_BUSY");
    expect(left.nextSafeActions[0]?.action).toBe("WAIT");
    expect(repeated.action).toMatchObject({ id: left.actions[0]?.id, state: "IN_PROGRESS" });
    expect(shownFirst).toBe(payment.stripePaymentIntentId);
    expect(shownNext).toBe(next.payment.stripePaymentIntentId);
    expect(await doneAtStripe(scene, "/process_payment_intent")).toEqual({ keys: 3, times: 3 });
    expect(await scene.stripe.chargesOf(payment.stripePaymentIntentId ?? "")).toHaveLength(1);
    expect(await till.order(order.id)).toMatchObject({ authorizedMinor: 1000, overpaidMinor: 0 });
    expect(await till.order(next.order.id)).toMatchObject({ authorizedMinor: 700, overpaidMinor: 0 });
    expect(await leftOf(scene, order.id)).toEqual(NOTHING);
    expect(await historyOf(scene, order.id)).toEqual([
      "order.created",
      "payment.created",
      "action.started",
      "action.unknown",
      "action.acknowledged",
      "action.canceling",
      "action.canceled",
      "action.started",
      "action.acknowledged",
      "payment.authorized",
      "action.succeeded",
    ]);
  },
);

/** The reader is looked at every two seconds, more rarely by a slow machine. */
const BECOMES_WITHIN_MS = 30_000;

/** The customer at the reader, and the next one in the line. */
async function openTwoSales(till: Till) {
  const order = await till.openOrder(1000);
  const { payment } = await till.createIntent(order.id);
  const nextOrder = await till.openOrder(700);
  const next = await till.createIntent(nextOrder.id);
  return { order, payment, next: { order: nextOrder, payment: next.payment } };
}

function actionBecomes(till: Till, paymentId: string, state: string) {
  return until(
    () => till.payment(paymentId),
    ({ actions }) => actions[0]?.state === state,
    BECOMES_WITHIN_MS,
  );
}

/** The PaymentIntent that the customer sees at the reader. */
async function shownAtReader({ rows, shop, stripe }: Scene): Promise<string | undefined> {
  const [row] = await rows.sql<{ id: string }[]>`
    select stripe_reader_id as id from readers where id = ${shop.readerIds[0]}`;
  const reader = await stripe.get<StripeReader>(`terminal/readers/${row?.id}`);
  return reader.action?.status === "in_progress" ? reader.action.process_payment_intent?.payment_intent : undefined;
}

interface StripeReader {
  action: { status: string; process_payment_intent?: { payment_intent: string } } | null;
}
