import { describe, expect, it, onTestFinished } from "vitest";
import { SIM_SETTINGS } from "../../src/sandbox/entities/sim-choices.js";
import { ReaderDocument } from "../support/generated/operations.js";
import { useTestShop } from "../support/test-shop.js";
import { chosen } from "../support/test-stripe.js";
import { createTill, decideTwint, refusalOf, type Till, until } from "../support/till.js";

type Choice = keyof typeof SIM_SETTINGS;

const settingsOf = (choice: Choice) => SIM_SETTINGS[choice].map((setting) => ({ setting }));

/** Whatever Stripe does where nobody has published it: the cashier is told the same, and no money goes astray. */
describe("what Stripe has not published", () => {
  const shop = useTestShop();

  const openTill = async (choice: Choice, setting: string): Promise<Till> => {
    await shop.control("behaviour", { [choice]: setting });
    onTestFinished(async () => void (await shop.control("behaviour", { [choice]: chosen(choice) })));
    return createTill(shop);
  };
  const stripeReaderId = async () => {
    const { reader } = await shop.client("OPERATOR").request(ReaderDocument, { id: shop.readerIds[0] });
    return reader?.stripeReaderId ?? "";
  };

  it.each(settingsOf("canceled_hold_event"))(
    "a canceled hold gives its share back, the charge's event being $setting",
    async ({ setting }) => {
      const till = await openTill("canceled_hold_event", setting);
      const { order, payment } = await till.authorize(1000);

      const { payment: canceled } = await till.cancelPayment(payment.id);
      await till.recordCash(order.id, 400);

      expect(canceled).toMatchObject({ status: "CANCELED", amountReceivedMinor: 0 });
      expect(await till.order(order.id)).toMatchObject({ paidMinor: 400, chargeableMinor: 600 });
    },
  );

  it.each(settingsOf("idle_cancel"))(
    "an action that somebody else took off its reader is over, cancel_action on an idle reader being set to $setting",
    async ({ setting }) => {
      const till = await openTill("idle_cancel", setting);
      const order = await till.openOrder(1000);
      const { payment } = await till.createIntent(order.id);
      const { action } = await till.process(payment.id);
      await fetch(`${shop.sandbox.url}/v1/terminal/readers/${await stripeReaderId()}/cancel_action`, {
        method: "POST",
        headers: { authorization: "Bearer sk_test_somebody" },
      });

      await till.cancelAtReader(action?.id ?? "");
      await till.process(payment.id);
      await till.presentCard();

      // The watcher may have seen before we did that it was gone.
      const over: unknown = expect.stringMatching(/^(CANCELED|FAILED)$/);
      expect(await till.payment(payment.id)).toMatchObject({
        status: "REQUIRES_CAPTURE",
        actions: [{ state: over }, { state: "SUCCEEDED" }],
      });
    },
  );

  it.each([
    { setting: "accepted", expected: { status: "REQUIRES_PAYMENT_METHOD", applicationFeeMinor: 50 } },
    { setting: "refused", expected: { code: "STRIPE_REFUSED", extensions: { effect: "NONE", retryable: false } } },
  ])("a fee outside Connect is $setting, and the order can be paid either way", async ({ setting, expected }) => {
    const till = await openTill("fee_without_connect", setting);
    const order = await till.openOrder(1000);

    const asked = till.createIntent(order.id, { applicationFeeMinor: 50 });
    const answer = await asked.then(
      ({ payment }) => payment,
      () => refusalOf(asked),
    );
    await till.cancelOrder(order.id);

    expect(answer).toMatchObject(expected);
    expect((await till.order(order.id)).status).toBe("CANCELED");
  });

  it.each(settingsOf("reader_error_status"))(
    "a busy reader is READER_BUSY, its status $setting",
    async ({ setting }) => {
      const till = await openTill("reader_error_status", setting);
      const order = await till.openOrder(1000);
      const { payment } = await till.createIntent(order.id);
      const reader = `readers/${await stripeReaderId()}`;
      await shop.control(reader, { busy: true });
      onTestFinished(async () => void (await shop.control(reader, { busy: false })));

      const refusal = await refusalOf(till.process(payment.id));

      expect(refusal).toMatchObject({ code: "READER_BUSY", extensions: { retryable: true, effect: "NONE" } });
      expect((await till.order(order.id)).chargeableMinor).toBe(1000);
    },
  );

  const redirectFailures = (["redirect_failure", "redirect_failure_charge"] as const).flatMap((choice) =>
    settingsOf(choice).map(({ setting }) => ({ choice, setting })),
  );
  it.each(redirectFailures)("a TWINT payment that failed can be paid in cash, $choice being $setting", async (row) => {
    const { choice, setting } = row;
    const till = await openTill(choice, setting);
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id, { tender: "TWINT" });
    const { redirectUrl } = await till.confirmTwint(payment.id);

    await decideTwint(redirectUrl, "fail");
    const failed = await until(
      () => till.payment(payment.id),
      ({ status }) => status === "REQUIRES_PAYMENT_METHOD",
    );
    await till.recordCash(order.id, 1000);

    expect(failed.lastError?.code).toBe(choice === "redirect_failure" ? setting : chosen("redirect_failure"));
    expect(await till.order(order.id)).toMatchObject({ paymentState: "PAID", paidMinor: 1000 });
  });
});
