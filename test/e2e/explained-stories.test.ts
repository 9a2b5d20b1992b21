import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { ageActions } from "../support/age-actions.js";
import {
  CancelPaymentIntentDocument,
  ExplainPaymentDocument,
  FreeReaderDocument,
  ReaderDocument,
} from "../support/generated/operations.js";
import { createStripeView, type StripeView } from "../support/stripe-view.js";
import { chosen } from "../support/test-stripe.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill, DECLINED_CARD, decideTwint, type Till } from "../support/till.js";

/** Stripe has not published what a payment that its customer did not approve fails with. */
const NOT_APPROVED = { redirect_failure: "payment_intent_authentication_failure", redirect_failure_charge: "none" };

/** Nothing looks at Stripe but what the story says, so that each history has its one wording. */
describe("the explanation of a payment", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });
  let till: Till;
  let stripe: StripeView;
  let stripeReaderId = "";
  let reader = "";
  beforeAll(async () => {
    till = createTill(shop);
    stripe = createStripeView(shop);
    const found = await shop.client("OPERATOR").request(ReaderDocument, { id: shop.readerIds[0] });
    stripeReaderId = found.reader?.stripeReaderId ?? "";
    reader = `The payment at reader "${found.reader?.label}"`;
  });
  afterEach(async () => {
    await stripe.clearFaults();
    const [redirect_failure, redirect_failure_charge] = [chosen("redirect_failure"), chosen("redirect_failure_charge")];
    await shop.control("behaviour", { redirect_failure, redirect_failure_charge });
    await shop.control(`readers/${stripeReaderId}`, { network: "online", busy: false });
    await free();
  });

  const free = async () => {
    const input = { readerId: shop.readerIds[0], force: true, reason: "The screen shows nothing." };
    await shop.client("OPERATOR").request(FreeReaderDocument, { input });
  };
  /** Without moments and ids, which differ each time; the till's key is left out. */
  const explain = async (id: string) => {
    const { explainPayment } = await shop.client("BACK_OFFICE").request(ExplainPaymentDocument, { id });
    return (explainPayment?.summary ?? "")
      .replaceAll(/^\S+Z (test key "test TEST": )?/gm, "")
      .replaceAll(/\bpi_\w+/g, "pi_1")
      .replaceAll(/until \S+Z/g, "until then")
      .split("\n");
  };
  /** Past the server, as a customer or a till of its own does. */
  const askStripe = async (path: string, params: Record<string, string> = {}): Promise<unknown> => {
    const headers = { authorization: "Bearer sk_test_shop" };
    const body = new URLSearchParams(params);
    const response = await fetch(`${shop.sandbox.url}/v1/${path}`, { method: "POST", headers, body });
    return response.json();
  };
  const begin = async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id);
    return { order, payment };
  };
  const openTwint = async () => {
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id, { tender: "TWINT" });
    const { redirectUrl } = await till.confirmTwint(payment.id);
    return { order, payment, redirectUrl };
  };
  const SET_UP = "Stripe set up pi_1 for 10.00 CHF.";
  const TAKEN = "Now: 10.00 CHF was taken.";

  it("tells of a card, declined first, and of the order that took the money", async () => {
    const { order, payment } = await begin();
    await till.process(payment.id);
    await till.presentCard(DECLINED_CARD);
    await till.process(payment.id);
    await till.presentCard();
    await till.complete(order.id);

    expect(await explain(payment.id)).toEqual([
      SET_UP,
      `${reader} was begun.`,
      `${reader} is running: Stripe has it.`,
      "Declined: the bank gave no reason (generic_decline).",
      `${reader} failed: the card was declined (card_declined).`,
      `${reader} was begun.`,
      `${reader} is running: Stripe has it.`,
      "Authorized: the money is held, not taken.",
      `${reader} ended: money was taken or is held.`,
      "Stripe was asked to take the held money: 10.00 CHF, because the order was completed.",
      "Paid: 10.00 CHF.",
      TAKEN,
    ]);
  });

  it("tells of a reader that had lost its way, was freed, and charged the card all the same", async () => {
    await stripe.drop({ path: "/process_payment_intent$", when: "after", count: 9 });
    await stripe.drop({ method: "GET", path: "/v1/terminal/readers/", when: "before", count: 99 });
    const { payment } = await begin();
    await till.process(payment.id);
    await free();
    await stripe.clearFaults();
    await askStripe(`test_helpers/terminal/readers/${stripeReaderId}/present_payment_method`);
    await till.recheck(payment.id);

    expect(await explain(payment.id)).toEqual([
      SET_UP,
      `${reader} was begun.`,
      `${reader}: it was not known what became of it.`,
      `operator key "test OPERATOR": ${reader} was given up by hand (the reason given: "The screen shows nothing."). It was not known whether it took money.`,
      "Authorized: the money is held, not taken.",
      "Now: 10.00 CHF is held and not taken, until then.",
    ]);
  });

  it("does not say that a command never arrived where it only was not found", async () => {
    await stripe.drop({ path: "/process_payment_intent$", when: "before", count: 9 });
    const { payment } = await begin();
    await till.process(payment.id);
    await ageActions(shop);
    await till.recheck(payment.id);

    expect(await explain(payment.id)).toEqual([
      SET_UP,
      `${reader} was begun.`,
      `${reader}: it was not known what became of it.`,
      `${reader} was not found there: the command seems not to have arrived, which is not certain.`,
      "Now: Nothing was taken so far; an attempt whose end nobody saw keeps its share until it is canceled.",
    ]);
  });

  it("tells of a reader that was busy, in our words and with Stripe's", async () => {
    await shop.control(`readers/${stripeReaderId}`, { busy: true });
    const { payment } = await begin();
    await till.process(payment.id).catch(() => undefined);

    expect(await explain(payment.id)).toEqual([
      SET_UP,
      `${reader} was begun.`,
      `${reader} failed: the reader was busy (READER_BUSY).`,
      expect.stringMatching(
        /^Stripe was asked to send the payment to the reader and did not accept it: the reader was busy \(terminal_reader_busy\) \("Reader is currently busy/,
      ),
      "Now: Nothing was taken.",
    ]);
  });

  it("tells why a payment was canceled", async () => {
    const { payment } = await begin();
    const input = { paymentId: payment.id, reason: " The customer left. " };
    await till.client.request(CancelPaymentIntentDocument, { input });

    expect(await explain(payment.id)).toEqual([
      SET_UP,
      'Stripe was asked to cancel the payment (the reason given: "The customer left.").',
      "Canceled at Stripe: nothing can be taken by it any more.",
      "Now: It is canceled, and nothing was taken.",
    ]);
  });

  it("tells of a TWINT page that was shut because the customer paid cash", async () => {
    const { order, payment } = await openTwint();
    await till.recordCash(order.id, 1000);

    expect(await explain(payment.id)).toEqual([
      SET_UP,
      "The TWINT page was begun.",
      "The TWINT page is running: Stripe has it.",
      "The customer was asked to approve it.",
      "The TWINT page is to be ended.",
      "Stripe was asked to cancel the payment, so that another payment can take the money.",
      "Canceled at Stripe: nothing can be taken by it any more.",
      "The TWINT page was ended, and no charge was seen.",
      "Now: It is canceled, and nothing was taken.",
    ]);
  });

  it("tells of a customer who came back from TWINT, once however often the page asks", async () => {
    const { payment, redirectUrl } = await openTwint();
    const back = await decideTwint(redirectUrl, "authorize");
    const page = (back.headers.get("location") ?? "").replace("/twint/return/", "/twint/result/");
    await fetch(page, { redirect: "manual" });
    await fetch(page, { redirect: "manual" });

    const told = await explain(payment.id);

    expect(told.filter((line) => line.includes("came back"))).toEqual([
      "the customer: The customer came back from the payment page.",
    ]);
    expect(told.slice(-3)).toEqual([
      "the customer: Paid: 10.00 CHF.",
      expect.stringContaining("The TWINT page ended"),
      TAKEN,
    ]);
  });

  it("tells of an approval that failed at the till's own confirmation", async () => {
    await shop.control("behaviour", NOT_APPROVED);
    const order = await till.openOrder(1000);
    const { payment } = await till.createIntent(order.id, { tender: "TWINT", handover: "CLIENT" });
    const confirmed = await askStripe(`payment_intents/${payment.stripePaymentIntentId}/confirm`, {
      "payment_method_data[type]": "twint",
      return_url: "https://till.example/done",
    });
    const { url } = (confirmed as { next_action: { redirect_to_url: { url: string } } }).next_action.redirect_to_url;
    await till.recheck(payment.id);
    await decideTwint(url, "fail");
    await till.recheck(payment.id);

    expect(await explain(payment.id)).toEqual([
      "Stripe set up pi_1 for 10.00 CHF, which the till confirms itself.",
      "The customer was asked to approve it.",
      "The attempt failed: it was not approved (payment_intent_authentication_failure).",
      "Now: Nothing was taken so far; the till takes it itself, and may at any moment.",
    ]);
  });

  it("tells of a capture that Stripe answered with a server error", async () => {
    const { order, payment } = await till.authorize(1000);
    await shop.control("faults", { method: "POST", path: "/capture$", kind: "status", status: 500, when: "after" });
    await till.complete(order.id);

    const told = await explain(payment.id);

    expect(told.filter((line) => line.startsWith("Stripe was asked"))).toEqual([
      "Stripe was asked to take the held money: 10.00 CHF, because the order was completed.",
      "Stripe was asked to take the held money and gave no usable answer (api_error): it was not known whether it was done.",
    ]);
  });

  it("tells of an order that was canceled, and why, in each of its payments", async () => {
    const { order, payment } = await begin();
    await till.cancelOrder(order.id);

    expect((await explain(payment.id)).slice(1)).toEqual([
      "Stripe was asked to cancel the payment, because the order was canceled.",
      "Canceled at Stripe: nothing can be taken by it any more.",
      "Now: It is canceled, and nothing was taken.",
    ]);
  });

  it("tells of a customer who walked away from TWINT, and of the next attempt", async () => {
    await shop.control("behaviour", NOT_APPROVED);
    const { payment, redirectUrl } = await openTwint();
    await decideTwint(redirectUrl, "fail");
    await till.recheck(payment.id);

    expect((await explain(payment.id)).slice(-3)).toEqual([
      "The attempt failed: it was not approved (payment_intent_authentication_failure).",
      "The TWINT page failed: it was not approved (payment_intent_authentication_failure).",
      "Now: Nothing was taken.",
    ]);
  });

  it("tells of a customer who paid by TWINT just before cash was to be taken", async () => {
    const { order, payment, redirectUrl } = await openTwint();
    await decideTwint(redirectUrl, "authorize");
    await till.recordCash(order.id, 1000).catch(() => undefined);

    expect((await explain(payment.id)).slice(-6)).toEqual([
      "The TWINT page is to be ended.",
      "Stripe was asked to cancel the payment, so that another payment can take the money.",
      expect.stringMatching(
        /^Stripe was asked to cancel the payment and did not accept it: the payment was in another/,
      ),
      "Paid: 10.00 CHF.",
      "The TWINT page ended: money was taken or is held.",
      TAKEN,
    ]);
  });

  it("tells of a capture that Stripe refused, since the money was taken past this server", async () => {
    const { payment } = await till.authorize(1000);
    await askStripe(`payment_intents/${payment.stripePaymentIntentId}/capture`);
    await till.capture(payment.id).catch(() => undefined);

    expect((await explain(payment.id)).slice(-4)).toEqual([
      "Stripe was asked to take the held money: 10.00 CHF.",
      expect.stringMatching(
        /did not accept it: the payment was in another state \(payment_intent_unexpected_state\) \("/,
      ),
      "Paid: 10.00 CHF.",
      TAKEN,
    ]);
  });

  it("tells of a reader that charged the card and lost its connection, without calling it unpaid", async () => {
    await shop.control(`readers/${stripeReaderId}`, { loses_network: "after_charge" });
    const { payment } = await begin();
    await till.process(payment.id);
    await askStripe(`test_helpers/terminal/readers/${stripeReaderId}/present_payment_method`);
    await till.recheck(payment.id);

    const told = await explain(payment.id);

    expect(told.join("\n")).not.toMatch(/nothing was taken|without money/i);
    expect(told).toContain("Authorized: the money is held, not taken.");
  });
});
