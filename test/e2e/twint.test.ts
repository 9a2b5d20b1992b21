import { describe, expect, it } from "vitest";
import { executeSql } from "../support/dump-tables.js";
import { createStripeView } from "../support/stripe-view.js";
import { useTestShop } from "../support/test-shop.js";
import { chosen } from "../support/test-stripe.js";
import { createTill, decideTwint, refusalOf, type Till, until } from "../support/till.js";

const TILL_URL = "https://till.example/done?table=12&a=%C3%BC#receipt";

async function openTwint(till: Till, totalMinor = 1050, returnUrl?: string) {
  const order = await till.openOrder(totalMinor);
  const { payment } = await till.createIntent(order.id, { tender: "TWINT" });
  return { order, payment, twint: await till.confirmTwint(payment.id, returnUrl) };
}

/** Where the customer is sent by an answer, which must send them somewhere. */
function placeOf(response: Response): string {
  const place = response.headers.get("location");
  if (place === null) throw new Error(`no redirect but ${response.status}`);
  return place;
}

/** The customer's browser comes back from TWINT: to the page that shows the result. */
async function comeBack(response: Response): Promise<{ returned: Response; resultUrl: string }> {
  const returnUrl = placeOf(response);
  const returned = await fetch(returnUrl, { redirect: "manual" });
  return { returned, resultUrl: new URL(placeOf(returned), returnUrl).href };
}

async function stateOf(resultUrl: string): Promise<string | undefined> {
  const page = await fetch(resultUrl, { redirect: "manual" });
  return /data-state="(\w+)"/.exec(await page.text())?.[1];
}

describe.each([{ webhooks: true }, { webhooks: false }])("TWINT with webhooks: $webhooks", ({ webhooks }) => {
  const shop = useTestShop({ webhooks });

  it("pays an order once the customer approves, though nobody asks and nobody comes back", async () => {
    const till = createTill(shop);
    const { order, payment, twint } = await openTwint(till);

    await decideTwint(twint.redirectUrl, "authorize");
    const paid = await until(
      () => till.payment(payment.id),
      ({ status }) => status === "SUCCEEDED",
    );
    const completed = await till.complete(order.id);

    expect(paid).toMatchObject({ tender: "TWINT", amountReceivedMinor: 1050, twint: null });
    expect(paid.stripePaymentIntentId).toBe(payment.stripePaymentIntentId);
    expect(paid.actions).toMatchObject([{ kind: "TWINT_REDIRECT", state: "SUCCEEDED", reader: null }]);
    expect(completed).toMatchObject({ status: "COMPLETED", paymentState: "PAID", paidMinor: 1050 });
  });

  it("opens one page for a double click, and tells the second to ask again while Stripe has not answered", async () => {
    const till = createTill(shop);
    const { payment } = await till.createIntent((await till.openOrder(1050)).id, { tender: "TWINT" });
    const stripe = createStripeView(shop);
    await stripe.delay(`/${payment.stripePaymentIntentId}/confirm$`, 700);

    const first = till.confirmTwint(payment.id);
    await until(
      () => till.payment(payment.id),
      ({ actions }) => actions.some(({ state }) => state === "DISPATCHING"),
    );
    const second = await refusalOf(till.confirmTwint(payment.id));
    const { redirectUrl } = await first;
    const third = await till.confirmTwint(payment.id);
    await stripe.clearFaults();

    expect(second).toMatchObject({ code: "REQUEST_IN_PROGRESS", extensions: { retryable: true, effect: "POSSIBLE" } });
    expect(third.redirectUrl).toBe(redirectUrl);
    expect((await till.payment(payment.id)).actions).toHaveLength(1);
  });

  it("goes back to its start when the customer says no, and the same intent is confirmed anew", async () => {
    const till = createTill(shop);
    const { order, payment, twint } = await openTwint(till);

    await decideTwint(twint.redirectUrl, "fail");
    const failed = await until(
      () => till.payment(payment.id),
      ({ status }) => status === "REQUIRES_PAYMENT_METHOD",
    );
    const between = await till.order(order.id);
    const again = await till.confirmTwint(payment.id);
    await decideTwint(again.redirectUrl, "authorize");
    const paid = await until(
      () => till.payment(payment.id),
      ({ status }) => status === "SUCCEEDED",
    );

    expect(failed).toMatchObject({ lastError: { code: chosen("redirect_failure") }, twint: null });
    expect(failed.nextSafeActions.map(({ action }) => action)).toEqual(["CONFIRM", "CANCEL", "TAKE_ANOTHER_TENDER"]);
    expect(between).toMatchObject({ paymentState: "UNPAID", chargeableMinor: 1050 });
    expect(again.redirectUrl).not.toBe(twint.redirectUrl);
    expect(paid.stripePaymentIntentId).toBe(payment.stripePaymentIntentId);
    expect(paid).toMatchObject({ lastError: null, amountReceivedMinor: 1050 });
    expect(paid.actions.map(({ state }) => state)).toEqual(["FAILED", "SUCCEEDED"]);
  });

  it("says waiting while TWINT lags, and paid when it is", async () => {
    const till = createTill(shop);
    await shop.control("behaviour", { redirect_settle_ms: 1_500 });
    const { payment, twint } = await openTwint(till);

    const { resultUrl } = await comeBack(await decideTwint(twint.redirectUrl, "authorize", "later"));
    const atFirst = await stateOf(resultUrl);
    const meanwhile = await till.payment(payment.id);
    const inTheEnd = await until(
      () => stateOf(resultUrl),
      (state) => state !== "WAITING",
    );

    expect(atFirst).toBe("WAITING");
    expect(meanwhile.status).toBe("REQUIRES_ACTION");
    expect(inTheEnd).toBe("PAID");
    expect((await till.payment(payment.id)).status).toBe("SUCCEEDED");
  });

  it("is canceled at its deadline, and the share is free", async () => {
    const till = createTill(shop);
    const { order, payment, twint } = await openTwint(till);

    const past = "update reader_actions set deadline_at = now() - interval '1 second' where payment_id = $1";
    await executeSql(shop.databaseUrl, past, [payment.id]);
    const canceled = await until(
      () => till.payment(payment.id),
      ({ status }) => status === "CANCELED",
    );
    const page = await fetch(twint.redirectUrl);

    expect(canceled.actions.map(({ state }) => state)).toEqual(["CANCELED"]);
    expect(await till.order(order.id)).toMatchObject({ paymentState: "UNPAID", chargeableMinor: 1050 });
    expect(page.status).toBe(410);
  });
});

describe("TWINT", () => {
  const shop = useTestShop();

  it("is confirmed with a redirect, a code of it and a deadline, the same ones while it is open", async () => {
    const till = createTill(shop);
    const { payment, twint } = await openTwint(till);

    const again = await till.confirmTwint(payment.id, TILL_URL);
    const open = await till.payment(payment.id);
    await till.cancelPayment(payment.id);

    expect(twint.payment).toMatchObject({ status: "REQUIRES_ACTION", captureMethod: "AUTOMATIC" });
    expect(twint.order).toMatchObject({ paymentState: "IN_PROGRESS", reservedMinor: 1050, chargeableMinor: 0 });
    expect(twint.qrCodeSvg).toMatch(/^<svg /);
    expect(Date.parse(twint.deadlineAt)).toBeGreaterThan(Date.now());
    expect(again).toEqual(twint);
    expect(open.twint).toEqual({
      redirectUrl: twint.redirectUrl,
      qrCodeSvg: twint.qrCodeSvg,
      deadlineAt: twint.deadlineAt,
    });
    expect(open.nextSafeActions.map(({ action }) => action)).toEqual(["OPEN_REDIRECT", "WAIT", "CANCEL"]);
  });

  it("drops the client secret at once when the customer comes back, and logs nothing of it", async () => {
    const till = createTill(shop);
    const { twint } = await openTwint(till);

    const decided = await decideTwint(twint.redirectUrl, "authorize");
    const secret = new URL(placeOf(decided)).searchParams.get("payment_intent_client_secret") ?? "";
    const { returned, resultUrl } = await comeBack(decided);
    const page = await fetch(resultUrl);
    const text = await page.text();

    expect(secret).toContain("_secret_");
    expect(returned.status).toBe(303);
    expect(new URL(resultUrl).search).toBe("");
    expect(returned.headers.get("referrer-policy")).toBe("no-referrer");
    expect(returned.headers.get("cache-control")).toBe("no-store");
    expect(text).toContain('data-state="PAID"');
    expect(text).not.toContain("pi_");
    expect(shop.log.lines.filter((line) => line.includes(secret) || line.includes("_secret_"))).toEqual([]);
  });

  it.each<["authorize" | "fail"]>([["authorize"], ["fail"]])(
    "forwards the customer to the till's own address as it was given, after %s",
    async (outcome) => {
      const till = createTill(shop);
      const { twint } = await openTwint(till, 1050, TILL_URL);

      const { resultUrl } = await comeBack(await decideTwint(twint.redirectUrl, outcome));
      const forwarded = await fetch(resultUrl, { redirect: "manual" });

      expect(forwarded.status).toBe(303);
      expect(placeOf(forwarded)).toBe(TILL_URL);
    },
  );

  it("is canceled while the customer has it open, and the share is free", async () => {
    const till = createTill(shop);
    const { order, payment, twint } = await openTwint(till);

    const canceled = await till.cancelPayment(payment.id);
    const tooLate = await decideTwint(twint.redirectUrl, "authorize");
    const cash = await till.recordCash(order.id, 1050);

    expect(canceled.payment).toMatchObject({ status: "CANCELED", twint: null });
    expect(canceled.action?.state).toBe("CANCELED");
    expect(canceled.order).toMatchObject({ paymentState: "UNPAID", reservedMinor: 0, chargeableMinor: 1050 });
    expect(tooLate.status).toBe(410);
    expect(cash.order).toMatchObject({ paymentState: "PAID", paidMinor: 1050 });
  });

  it("keeps its order from being ended while the customer has it open", async () => {
    const till = createTill(shop);
    const { order, payment } = await openTwint(till);

    const refusals = [await refusalOf(till.complete(order.id)), await refusalOf(till.cancelOrder(order.id))];
    await till.cancelPayment(payment.id);

    expect(refusals.map(({ code }) => code)).toEqual(refusals.map(() => "PAYMENT_IN_PROGRESS"));
    expect(refusals.map(({ extensions }) => extensions["retryable"])).toEqual(refusals.map(() => true));
  });

  it("that is open is not handed to a reader", async () => {
    const till = createTill(shop);
    const { payment } = await openTwint(till);
    const before = await till.payment(payment.id);

    const refusal = await refusalOf(till.process(payment.id));
    const after = await till.payment(payment.id);
    await till.cancelPayment(payment.id);

    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", field: "paymentId" });
    expect(after).toEqual(before);
  });

  it("is not confirmed once it is paid or canceled", async () => {
    const till = createTill(shop);
    const paid = await openTwint(till);
    await decideTwint(paid.twint.redirectUrl, "authorize");
    await till.recheck(paid.payment.id);
    const canceled = await openTwint(till);
    await till.cancelPayment(canceled.payment.id);

    const refusals = [
      await refusalOf(till.confirmTwint(paid.payment.id)),
      await refusalOf(till.confirmTwint(canceled.payment.id)),
    ];

    expect(refusals.map(({ code }) => code)).toEqual(["ILLEGAL_TRANSITION", "ILLEGAL_TRANSITION"]);
  });

  it.each([
    "nonsense",
    "/done",
    "javascript:alert(1)",
    "http://till.example/done",
    `https://till.example/${"x".repeat(2_000)}`,
  ])("sends nobody to an address that is not safe: %j", async (returnUrl) => {
    const till = createTill(shop);
    const { payment } = await till.createIntent((await till.openOrder(1050)).id, { tender: "TWINT" });

    const refusal = await refusalOf(till.confirmTwint(payment.id, returnUrl));

    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", field: "returnUrl" });
    expect(await till.payment(payment.id)).toMatchObject({ status: "REQUIRES_PAYMENT_METHOD", actions: [] });
  });

  it.each(["nobody-was-given-this", "%00", "a%20b", "x".repeat(90)])(
    "shows a stranger's return nothing: %j",
    async (token) => {
      const page = await fetch(`${shop.url}/twint/result/${token}`, { redirect: "manual" });

      expect(page.status).toBe(404);
      expect(await page.text()).toContain('data-state="UNKNOWN"');
    },
  );
});
