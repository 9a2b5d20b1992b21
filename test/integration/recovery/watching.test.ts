import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findReader } from "../../../src/db/readers.js";
import { watchActions } from "../../../src/jobs/watch-actions.js";
import type { JournalEntry } from "../../support/stripe-view.js";
import { atLater } from "./half-way.js";
import { useRecovery } from "./use-recovery.js";

const NOT_A_FULL_LOOK_MS = 3_000;
/** Ten seconds after they began, which time that passes for the rows adds up to. */
const A_FULL_LOOK_MS = 0;

describe("payments that wait for their cards", () => {
  const bench = useRecovery();
  const started: { paymentId: string; readerId: string }[] = [];
  afterEach(async () => {
    for (const { paymentId, readerId } of started.splice(0)) {
      const [action] = (await bench.till.payment(paymentId)).actions;
      await bench.till.cancelAtReader(action?.id ?? "", readerId);
    }
  });

  const handOver = async (readerId: string) => {
    const order = await bench.till.openOrder(1000);
    const { payment } = await bench.till.createIntent(order.id);
    await bench.till.process(payment.id, readerId);
    started.push({ paymentId: payment.id, readerId });
    return payment;
  };
  /** What one round of the watcher asked Stripe. */
  const watch = async (laterMs = NOT_A_FULL_LOOK_MS): Promise<string[]> => {
    await bench.shop.control("journal", {}, "DELETE");
    await bench.rows.timePasses();
    await watchActions.runOnce(atLater(bench.shop.app.deps, laterMs));
    const { requests } = (await bench.shop.control("journal")) as { requests: JournalEntry[] };
    return requests.map(({ method, path }) => `${method} ${path.replace(/\?.*/, "")}`);
  };

  it("cost one list of readers a look, however many they are", async () => {
    for (const readerId of bench.shop.readerIds) await handOver(readerId);

    expect(await watch()).toEqual(["GET /v1/terminal/readers"]);
  });

  it("are read where their reader shows a change, and only they", async () => {
    const [first, second] = [await handOver(bench.shop.readerIds[0]), await handOver(bench.shop.readerIds[1])];
    const reader = await findReader(bench.shop.app.deps.db, bench.shop.readerIds[0]);
    const card = { stripeReaderId: reader?.stripeReaderId ?? "", number: null, interac: false, tipMinor: null };
    await bench.shop.app.deps.gateway.presentPaymentMethod(card, null);

    const asked = await watch();

    expect((await bench.till.payment(first.id)).status).toBe("REQUIRES_CAPTURE");
    expect(asked).toContain(`GET /v1/payment_intents/${first.stripePaymentIntentId}`);
    expect(asked).not.toContain(`GET /v1/payment_intents/${second.stripePaymentIntentId}`);
  });

  it("are looked at in full at the reader first and then at the intent, or a card seen in between would be missed", async () => {
    const payment = await handOver(bench.shop.readerIds[0]);
    await bench.shop.control("journal", {}, "DELETE");

    await bench.till.recheck(payment.id);
    const { requests } = (await bench.shop.control("journal")) as { requests: JournalEntry[] };

    expect(requests.map(({ path }) => path.replace(/\?.*/, ""))).toEqual([
      expect.stringMatching(/^\/v1\/terminal\/readers\/tmr_/),
      `/v1/payment_intents/${payment.stripePaymentIntentId}`,
    ]);
  });

  describe("while Stripe asks for fewer calls", () => {
    beforeEach(async () => {
      for (const readerId of bench.shop.readerIds) await handOver(readerId);
      const refusal = { kind: "status", status: 429, code: "rate_limit", when: "before", count: 9 };
      await bench.shop.control("faults", { method: "GET", path: "^/v1/terminal/readers$", ...refusal });
    });

    it("wait for a later list, and are not asked for one by one", async () => {
      expect(await watch()).toEqual(["GET /v1/terminal/readers"]);
    });

    it("are still read when their full look is due", async () => {
      const asked = await watch(A_FULL_LOOK_MS);

      expect(asked.filter((each) => each.startsWith("GET /v1/payment_intents/"))).toHaveLength(2);
    });
  });

  it("are looked at one by one while Stripe does not answer the list", async () => {
    const payment = await handOver(bench.shop.readerIds[0]);
    await bench.stripe.drop({ method: "GET", path: "^/v1/terminal/readers$", when: "before", count: 9 });

    expect(await watch()).toContain(`GET /v1/payment_intents/${payment.stripePaymentIntentId}`);
  });
});
