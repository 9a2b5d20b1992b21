import { expect, it } from "vitest";
import { type Till, until } from "../support/till.js";
import { doneAtStripe, handOver, leftOf, NOTHING, openScene } from "./scene.js";

/** Postgres ends its transaction after five seconds; the rest is for a slow machine. */
const LOCKED_FOR_AT_MOST_MS = 12_000;
/** Looks at the reader, the last of which may be believed five seconds after the hand-over began. */
const GIVEN_UP_WITHIN_MS = 30_000;

it.concurrent(
  "holds up no till for long when a server stands still in the middle of a transaction",
  async ({ onTestFinished }) => {
    const death = { point: "before the commit", kind: "CREATE_PAYMENT_INTENT", by: "SIGSTOP" } as const;
    const scene = await openScene(death, onTestFinished);
    const order = await scene.till.openOrder(1000);
    const other = await scene.bystander.openOrder(500);

    const goOn = await scene.standsStill(() => scene.till.createIntent(order.id));
    const beganAt = Date.now();
    await scene.bystander.recordCash(other.id, 500);
    const tookMs = Date.now() - beganAt;
    goOn();
    const till = await scene.restart();

    expect(tookMs).toBeLessThan(LOCKED_FOR_AT_MOST_MS);
    expect(await till.order(other.id)).toMatchObject({ paymentState: "PAID" });
    expect(await doneAtStripe(scene, "/v1/payment_intents")).toEqual({ keys: 1, times: 1 });
    expect(await leftOf(scene, order.id)).toEqual(NOTHING);
  },
);

it.concurrent(
  "sends no command to a reader when a server goes on that stood still for longer than its lease",
  async ({ onTestFinished }) => {
    const death = { point: "before the send", kind: "PROCESS_PAYMENT_INTENT", by: "SIGSTOP" } as const;
    const scene = await openScene(death, onTestFinished);
    const [first, next] = await Promise.all([openSale(scene.till, 1000), openSale(scene.till, 700)]);

    const goOn = await scene.standsStill(() => scene.till.process(first.payment.id));
    const till = await scene.restart();
    await until(
      () => till.payment(first.payment.id),
      ({ actions }) => actions[0]?.state === "NOT_DELIVERED",
      GIVEN_UP_WITHIN_MS,
    );
    await handOver(till, next.payment.id);
    goOn();
    await scene.till.order(first.order.id);
    await till.presentCard();

    expect(await doneAtStripe(scene, "/process_payment_intent")).toEqual({ keys: 1, times: 1 });
    expect(await till.order(next.order.id)).toMatchObject({ authorizedMinor: 700 });
    expect(await till.order(first.order.id)).toMatchObject({ authorizedMinor: 0 });
    expect(await leftOf(scene, first.order.id)).toEqual(NOTHING);
  },
);

async function openSale(till: Till, totalMinor: number) {
  const order = await till.openOrder(totalMinor);
  const { payment } = await till.createIntent(order.id);
  return { order, payment };
}
