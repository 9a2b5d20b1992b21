import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { forgetClientKeys } from "../../../src/jobs/forget-client-keys.js";
import { createPaymentIntent } from "../../../src/use-cases/create-payment-intent.js";
import { atLater, CASHIER, dyingInstance } from "./half-way.js";
import { useRecovery } from "./use-recovery.js";

const SEVEN_DAYS_MS = 7 * 24 * 3_600_000;

describe("a client's idempotency key", () => {
  const bench = useRecovery();
  beforeEach(() => forget(SEVEN_DAYS_MS * 2));
  const forget = (laterMs: number) => forgetClientKeys.runOnce(atLater(bench.shop.app.deps, laterMs));

  it("is kept for seven days, and then forgotten: the same request is a new one", async () => {
    const order = await bench.till.openOrder(1000);
    const same = { idempotencyKey: randomUUID() };
    const { payment } = await bench.till.recordCash(order.id, 400, same);

    const early = await forget(SEVEN_DAYS_MS - 60_000);
    const kept = await bench.till.recordCash(order.id, 400, same);
    const late = await forget(SEVEN_DAYS_MS + 60_000);
    const anew = await bench.till.recordCash(order.id, 400, same);

    expect([early, late]).toEqual([0, 1]);
    expect(kept.payment.id).toBe(payment.id);
    expect(anew.payment.id).not.toBe(payment.id);
    expect(anew.order).toMatchObject({ paidMinor: 800 });
  });

  it("is kept as long as its request is under way, however old it is", async () => {
    const order = await bench.till.openOrder(1000);
    const same = { idempotencyKey: randomUUID(), tender: "CARD_PRESENT" } as const;
    const { deps, dead } = dyingInstance(bench.shop, "before trying");
    const { payment } = await createPaymentIntent(deps, CASHIER, { ...same, orderId: order.id });
    await dead;

    const whileUnderWay = await forget(SEVEN_DAYS_MS + 60_000);
    await bench.recover();
    const again = await bench.till.createIntent(order.id, same);
    const whenDone = await forget(SEVEN_DAYS_MS + 60_000);

    expect(again.payment.id).toBe(payment.id);
    expect([whileUnderWay, whenDone]).toEqual([0, 1]);
  });
});
