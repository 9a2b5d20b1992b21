import { describe, expect, it } from "vitest";
import { useRecovery } from "./use-recovery.js";

describe("a capture that Stripe does not answer", () => {
  const bench = useRecovery();

  it("stands in the history once, however often it is tried", async () => {
    const { order, payment } = await bench.till.authorize(1000);
    await bench.stripe.drop({ path: "/capture$", when: "before", count: 99 });
    await bench.till.capture(payment.id);

    await bench.recover();
    await bench.recover();

    const history = await bench.rows.historyOf(order.id);
    expect(history.filter((type) => type === "operation.unanswered")).toHaveLength(1);
    expect((await bench.rows.operationsOf(payment.id)).at(-1)?.attempts).toBeGreaterThan(3);
  });
});
