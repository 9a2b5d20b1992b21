import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import {
  CreateLocationDocument,
  ProcessPaymentIntentDocument,
  ReaderDocument,
  RegisterReaderDocument,
} from "../../support/generated/operations.js";
import { useTestShop } from "../../support/test-shop.js";
import { createTill, refusalOf } from "../../support/till.js";
import { attempt } from "./attempt.js";

const ADDRESS = { line1: "Marktgasse 1", city: "Bern", postalCode: "3011", country: "CH" };

describe("a reader", () => {
  const shop = useTestShop({ jobs: false, webhooks: false });

  async function firstReader() {
    const { reader } = await shop.client("OPERATOR").request(ReaderDocument, { id: shop.readerIds[0] });
    if (!reader) throw new Error("the shop has no reader");
    return reader;
  }

  async function chargesAtStripe(): Promise<string[]> {
    const { requests } = (await shop.control("journal")) as { requests: { effects: string[] }[] };
    return requests.flatMap(({ effects }) => effects).filter((id) => id.startsWith("ch_"));
  }

  afterEach(async () => {
    await shop.control(`readers/${(await firstReader()).stripeReaderId}`, { network: "online", busy: false });
  });

  it.each<[string, object, string]>([
    ["offline", { network: "offline" }, "READER_OFFLINE"],
    ["busy", { busy: true }, "READER_BUSY"],
  ])("that Stripe says is %s takes no payment, whatever we last heard of it", async (_what, state, code) => {
    const till = createTill(shop);
    const { payment } = await till.createIntent((await till.openOrder(1050)).id);
    const before = { order: await till.order(payment.order?.id ?? ""), charges: await chargesAtStripe() };
    await shop.control(`readers/${(await firstReader()).stripeReaderId}`, state);
    const known = await firstReader();

    const refusal = await refusalOf(till.process(payment.id));
    const { sequence, ...after } = await till.order(payment.order?.id ?? "");
    const refused = await till.payment(payment.id);

    expect(known.status).toBe("ONLINE");
    expect(refusal).toMatchObject({ code, extensions: { retryable: true, effect: "NONE", paymentId: payment.id } });
    expect({ ...after, sequence: before.order.sequence }).toEqual(before.order);
    expect(sequence).toBeGreaterThan(before.order.sequence);
    expect(refused).toMatchObject({ status: "REQUIRES_PAYMENT_METHOD", stripeChargeId: null });
    expect(refused.actions).toMatchObject([{ state: "FAILED", failure: { code } }]);
    expect(await chargesAtStripe()).toEqual(before.charges);
  });

  it("that refused a payment takes the same one once it is back", async () => {
    const till = createTill(shop);
    const { payment } = await till.createIntent((await till.openOrder(1050)).id);
    const { stripeReaderId } = await firstReader();
    await shop.control(`readers/${stripeReaderId}`, { network: "offline" });
    await refusalOf(till.process(payment.id));

    await shop.control(`readers/${stripeReaderId}`, { network: "online" });
    await till.process(payment.id);
    await till.presentCard();

    expect((await till.payment(payment.id)).status).toBe("REQUIRES_CAPTURE");
  });

  it("that holds another payment is READER_BUSY", async () => {
    const till = createTill(shop);
    const first = await till.createIntent((await till.openOrder(1050)).id);
    const second = await till.createIntent((await till.openOrder(2000)).id);
    const { action } = await till.process(first.payment.id);

    const { refusal, changes } = await attempt(shop, () => till.process(second.payment.id));
    await till.cancelAtReader(action?.id ?? "");

    expect(refusal).toMatchObject({
      code: "READER_BUSY",
      field: "readerId",
      extensions: { retryable: true, paymentId: first.payment.id },
    });
    expect(changes).toEqual([]);
  });

  it.each(["rdr_01h2xcejqtf2nbrexx3vqjhp41", "", "tmr_simulated"])(
    "that is not there is NOT_FOUND: %j",
    async (readerId) => {
      const till = createTill(shop);
      const { payment } = await till.createIntent((await till.openOrder(1050)).id);

      const attempts = [
        await attempt(shop, () => till.process(payment.id, readerId)),
        await attempt(shop, () => till.presentCard(undefined, readerId)),
      ];

      expect(attempts.map(({ refusal: { code, field } }) => [code, field])).toEqual([
        ["NOT_FOUND", "readerId"],
        ["NOT_FOUND", "readerId"],
      ]);
      expect(attempts.flatMap(({ changes }) => changes)).toEqual([]);
    },
  );

  it("of another location takes no payment", async () => {
    const till = createTill(shop);
    const operator = shop.client("OPERATOR");
    const location = { displayName: "Bern", address: ADDRESS, timeZone: "Europe/Zurich", idempotencyKey: randomUUID() };
    const { createLocation } = await operator.request(CreateLocationDocument, { input: location });
    const locationId = createLocation?.location.id ?? "";
    const pairing = { idempotencyKey: randomUUID(), locationId, registrationCode: "simulated-wpe" };
    const { registerReader } = await operator.request(RegisterReaderDocument, { input: pairing });
    const { payment } = await till.createIntent((await till.openOrder(1050)).id);

    const { refusal, changes } = await attempt(shop, () =>
      till.process(payment.id, registerReader?.reader.id ?? "nobody"),
    );

    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", field: "readerId" });
    expect(changes).toEqual([]);
  });

  it.each<[string, object, string]>([
    ["an empty attempt key", { attemptKey: "" }, "attemptKey"],
    ["an attempt key of a page", { attemptKey: "x".repeat(256) }, "attemptKey"],
    ["a deadline of 14 s", { deadlineSeconds: 14 }, "deadlineSeconds"],
    ["a deadline of 601 s", { deadlineSeconds: 601 }, "deadlineSeconds"],
    ["tips on less than nothing", { tipEligibleMinor: -1 }, "tipEligibleMinor"],
    ["tips that are skipped", { tipEligibleMinor: 100, skipTipping: true }, "tipEligibleMinor"],
  ])("takes no payment with %s", async (_what, more, field) => {
    const till = createTill(shop);
    const { payment } = await till.createIntent((await till.openOrder(1050)).id);
    const input = { attemptKey: randomUUID(), paymentId: payment.id, readerId: shop.readerIds[0], ...more };

    const { refusal, changes } = await attempt(shop, () =>
      till.client.request(ProcessPaymentIntentDocument, { input }),
    );

    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", field });
    expect(changes).toEqual([]);
  });

  it.each<[string, { deadlineSeconds?: number }, number]>([
    ["the least deadline", { deadlineSeconds: 15 }, 15],
    ["no deadline of its own", {}, 120],
    ["the longest deadline", { deadlineSeconds: 600 }, 600],
  ])("takes a payment with %s", async (_what, more, seconds) => {
    const till = createTill(shop);
    const { payment } = await till.createIntent((await till.openOrder(1050)).id);

    const { action } = await till.process(payment.id, shop.readerIds[0], more);
    await till.cancelAtReader(action?.id ?? "");

    expect(Date.parse(action?.deadlineAt ?? "") - Date.parse(action?.startedAt ?? "")).toBe(seconds * 1_000);
  });

  it("answers the same attempt again with its action, and refuses it at another reader", async () => {
    const till = createTill(shop);
    const { payment } = await till.createIntent((await till.openOrder(1050)).id);
    const attemptKey = randomUUID();
    const first = await till.process(payment.id, shop.readerIds[0], { attemptKey });

    const again = await till.process(payment.id, shop.readerIds[0], { attemptKey });
    const { refusal, changes } = await attempt(shop, () => till.process(payment.id, shop.readerIds[1], { attemptKey }));
    await till.cancelAtReader(first.action?.id ?? "");
    const afterwards = await till.process(payment.id, shop.readerIds[0], { attemptKey });

    expect(again.action).toEqual(first.action);
    expect(refusal).toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED", field: "attemptKey" });
    expect(changes).toEqual([]);
    expect(afterwards.action).toMatchObject({ id: first.action?.id, state: "CANCELED" });
  });

  it("ends only the action that the cashier saw there", async () => {
    const till = createTill(shop);
    const { payment } = await till.createIntent((await till.openOrder(1050)).id);
    const { action } = await till.process(payment.id);
    const actionId = action?.id ?? "";

    const attempts = [
      await attempt(shop, () => till.cancelAtReader(actionId, shop.readerIds[1])),
      await attempt(shop, () => till.cancelAtReader("act_nothing")),
    ];
    const canceled = await till.cancelAtReader(actionId);
    const again = await till.cancelAtReader(actionId);

    expect(attempts.map(({ refusal: { code, field } }) => [code, field])).toEqual([
      ["BAD_USER_INPUT", "readerId"],
      ["NOT_FOUND", "actionId"],
    ]);
    expect(attempts.flatMap(({ changes }) => changes)).toEqual([]);
    expect(again).toEqual(canceled);
  });

  it.each([["12"], ["4242 4242 4242 4242"], ["x".repeat(16)]])("reads no card number like %j", async (number) => {
    const till = createTill(shop);

    const { refusal, changes } = await attempt(shop, () => till.presentCard(number));

    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", field: "number" });
    expect(changes).toEqual([]);
  });
});
