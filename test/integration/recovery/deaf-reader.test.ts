import { afterEach, describe, expect, it } from "vitest";
import { findReader } from "../../../src/db/readers.js";
import { watchActions } from "../../../src/jobs/watch-actions.js";
import { subscribeToReader } from "../../../src/use-cases/subscribe-to-reader.js";
import { FreeReaderDocument, ReaderDocument } from "../../support/generated/operations.js";
import { refusalOf } from "../../support/till.js";
import { CASHIER } from "./half-way.js";
import { useRecovery } from "./use-recovery.js";

describe("an action past its deadline whose reader answers no cancel", () => {
  const bench = useRecovery();
  const tune = async (settings: Record<string, unknown>) => {
    const reader = await findReader(bench.shop.app.deps.db, bench.shop.readerIds[0]);
    await bench.shop.control(`readers/${reader?.stripeReaderId ?? ""}`, settings);
  };
  const free = async (force: boolean) => {
    const input = { readerId: bench.shop.readerIds[0], force, reason: "dead screen" };
    return (await bench.shop.client("OPERATOR").request(FreeReaderDocument, { input })).freeReader;
  };
  const readReader = async () =>
    (await bench.shop.client("OPERATOR").request(ReaderDocument, { id: bench.shop.readerIds[0] })).reader;
  /** That much time passes for what runs at the reader. */
  const wait = async (seconds: number) => {
    const { sql } = bench.rows;
    const ago = sql`${seconds} * interval '1 second'`;
    await sql`
      update reader_actions set started_at = started_at - ${ago}, deadline_at = deadline_at - ${ago},
        unknown_since = unknown_since - ${ago}, end_again_at = end_again_at - ${ago}, next_look_at = next_look_at - ${ago}
      where ended_at is null`;
  };
  const watchAfter = async (seconds: number) => {
    await wait(seconds);
    await watchActions.runOnce(bench.shop.app.deps);
  };
  const handOver = async () => {
    const order = await bench.till.openOrder(1000);
    const { payment } = await bench.till.createIntent(order.id);
    await bench.till.process(payment.id);
    const [action] = (await bench.till.payment(payment.id)).actions;
    return { order, payment, action };
  };
  const deafAfterHandOver = async () => {
    const begun = await handOver();
    await tune({ network: "deaf" });
    return begun;
  };
  const offersOf = async (paymentId: string) =>
    (await bench.till.payment(paymentId)).nextSafeActions.map(({ action }) => action);
  afterEach(async () => {
    await bench.stripe.clearFaults();
    await tune({ network: "online" });
    await free(true);
  });

  it("is unknown at once, says why, and keeps the deadline that was told", async () => {
    const { payment, action } = await deafAfterHandOver();

    await watchAfter(121);

    const [overdue] = (await bench.till.payment(payment.id)).actions;
    expect(overdue).toMatchObject({ state: "UNKNOWN", failure: { code: "READER_TIMEOUT" } });
    expect(Date.parse(overdue?.deadlineAt ?? "")).toBe(Date.parse(action?.deadlineAt ?? "") - 121_000);
    expect(await offersOf(payment.id)).toEqual(["WAIT"]);
  });

  it("asks to check the connection, then for help, once each and in a short history", async () => {
    const { order, payment } = await deafAfterHandOver();
    await watchAfter(121);

    await watchAfter(16);
    const afterTwo = await offersOf(payment.id);
    for (let round = 0; round < 4; round += 1) await watchAfter(16);
    await watchAfter(40);
    await watchAfter(16);

    expect(afterTwo).toEqual(["CHECK_CONNECTION", "WAIT", "CANCEL"]);
    expect(await offersOf(payment.id)).toEqual(["CALL_FOR_HELP", "RECHECK", "CANCEL"]);
    expect((await readReader())?.stuck).toBe(true);
    expect((await bench.rows.historyOf(order.id)).slice(-5)).toEqual([
      "action.acknowledged",
      "action.canceling",
      "action.unknown",
      "action.unanswered",
      "action.stuck",
    ]);
  });

  it("is told to who follows the reader when help is called for, and once", async () => {
    const { payment } = await deafAfterHandOver();
    await watchAfter(121);
    await watchAfter(16);
    const feed = await subscribeToReader(bench.shop.app.deps, CASHIER, bench.shop.readerIds[0]);
    const told = feed[Symbol.asyncIterator]();
    await told.next();

    const next = told.next();
    await watchAfter(104);
    await next;
    const another = told.next();
    await watchAfter(16);
    await watchAfter(16);
    const came = await Promise.race([another, bench.shop.app.deps.clock.sleep(300).then(() => "nothing")]);

    expect(came).toBe("nothing");
    expect(await offersOf(payment.id)).toContain("CALL_FOR_HELP");
    await told.return?.();
  });

  it("is ended as soon as its reader answers again", async () => {
    const { order, payment } = await deafAfterHandOver();
    await watchAfter(121);
    await tune({ network: "online" });

    await watchAfter(16);

    expect((await bench.till.payment(payment.id)).actions).toMatchObject([{ state: "CANCELED" }]);
    expect(await bench.till.order(order.id)).toMatchObject({ chargeableMinor: 1000 });
  });

  it("holds its reader until that is freed by force, and its share after that", async () => {
    const { order } = await deafAfterHandOver();
    await watchAfter(121);

    const refusal = await refusalOf(free(false));
    const freed = await free(true);

    expect(refusal.code).toBe("OUTCOME_UNKNOWN");
    expect(freed).toMatchObject({ reader: { currentAction: null, stuck: false }, action: { state: "FAILED" } });
    expect(await bench.till.order(order.id)).toMatchObject({ reservedMinor: 1000, chargeableMinor: 0 });
  });

  it("is not called free before its deadline either, when the cancel got no answer", async () => {
    await handOver();
    await bench.stripe.drop({ path: "/cancel_action$", when: "before", count: 9 });

    const refusal = await refusalOf(free(false));

    expect(refusal.code).toBe("OUTCOME_UNKNOWN");
    expect((await readReader())?.currentAction).toMatchObject({ failure: { code: "STRIPE_UNAVAILABLE" } });
  });

  it("asks to check the connection after looks that Stripe did not answer, too", async () => {
    await bench.stripe.drop({ path: "/process_payment_intent$", when: "after", count: 1 });
    await bench.stripe.drop({ method: "GET", path: "^/v1/", when: "before", count: 999 });
    const order = await bench.till.openOrder(1000);
    const { payment } = await bench.till.createIntent(order.id);
    await bench.till.process(payment.id);

    await watchAfter(3);
    await watchAfter(3);

    expect(await offersOf(payment.id)).toEqual(["CHECK_CONNECTION", "WAIT", "CANCEL"]);
    expect((await bench.rows.historyOf(order.id)).at(-1)).toBe("action.unanswered");
  });
});
