import { describe, expect, it } from "vitest";

import { eventTypes, openShop, present, readerIn, type Body } from "./open-shop.js";
import { CARD_PRESENT, payWith, sell } from "./pay-on-reader.js";

const CARD = "allowed_payment_method_types[]=card";
const PI = "POST /v1/payment_intents";

describe("an intent that is made", () => {
  it.each([
    [CARD_PRESENT, { capture_method: "automatic_async", allowed_payment_method_types: ["card_present"] }],
    [CARD_PRESENT, { amount_details: { tip: {} }, amount_capturable: 0, amount_received: 0, latest_charge: null }],
    [
      CARD_PRESENT,
      {
        payment_method_options: {
          card_present: { request_extended_authorization: false, request_incremental_authorization_support: false },
        },
      },
    ],
    ["", { payment_method_types: ["card", "twint"], automatic_payment_methods: { enabled: true } }],
    [
      "automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never",
      { payment_method_types: ["card"] },
    ],
    [
      "excluded_payment_method_types[]=twint",
      { payment_method_types: ["card"], excluded_payment_method_types: ["twint"] },
    ],
    ["capture_method=manual", { payment_method_types: ["card"], capture_method: "manual" }],
  ])("with %j answers %j", async (more, answer) => {
    const shop = await openShop();

    expect(await shop.make(PI, `amount=2000&currency=chf&${more}`)).toMatchObject(answer);
  });

  it.each(["return_url=https://till.example", "error_on_requires_action=true", "off_session=true"])(
    "takes %s only together with confirm",
    async (more) => {
      const shop = await openShop();

      const { status, error } = await shop.ask(PI, `amount=2000&currency=chf&${CARD}&${more}`);

      expect([status, error?.param]).toEqual([400, more.split("=")[0]]);
    },
  );

  it.each([
    ["", 400],
    ["return_url=https://till.example", 200],
    ["automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never", 200],
    [CARD, 200],
  ])("confirmed with %j where Stripe chooses the methods: %i", async (more, status) => {
    const shop = await openShop();

    const answer = await shop.ask(PI, `amount=2000&currency=chf&payment_method=pm_card_visa&confirm=true&${more}`);

    expect([answer.status, answer.error?.param]).toEqual([status, status === 200 ? undefined : "return_url"]);
  });
});

describe("an intent that is changed", () => {
  it.each(["metadata[a]=1", "description=Tea", "amount=2100"])("forgets its last error with %s", async (form) => {
    const { shop, intent } = await payWith("4000000000000002");

    const after = await shop.make(`${PI}/${intent.id}`, form);

    expect(intent).toMatchObject({ last_payment_error: { code: "card_declined" } });
    expect(after).toMatchObject({ last_payment_error: null, latest_charge: (intent["latest_charge"] as Body).id });
  });

  it("forgets it too once another card was read", async () => {
    const { shop, reader, intent } = await payWith("4000000000000002");
    await shop.make(`POST /v1/terminal/readers/${reader}/collect_payment_method`, `payment_intent=${intent.id}`);

    await present(shop, reader);

    expect(await shop.make(`GET /v1/payment_intents/${intent.id}`)).toMatchObject({
      status: "requires_confirmation",
      last_payment_error: null,
    });
  });

  it("tells what its amount is made of, until that is emptied", async () => {
    const shop = await openShop();
    const parts = "amount_details[discount_amount]=100&amount_details[tax][total_tax_amount]=150";
    const made = await shop.make(PI, `amount=2000&currency=chf&${parts}`);

    const more = await shop.make(`${PI}/${made.id}`, "amount_details[shipping][amount]=300&amount_details[tax]=");
    const none = await shop.make(`${PI}/${made.id}`, "amount_details=");

    expect(made["amount_details"]).toEqual({ discount_amount: 100, tax: { total_tax_amount: 150 }, tip: {} });
    expect(more["amount_details"]).toEqual({
      discount_amount: 100,
      shipping: { amount: 300, from_postal_code: null, to_postal_code: null },
      tip: {},
    });
    expect(none["amount_details"]).toEqual({ tip: {} });
  });

  it("keeps what it excludes until that is emptied", async () => {
    const shop = await openShop();
    const made = await shop.make(PI, "amount=2000&currency=chf&excluded_payment_method_types[]=twint");

    const kept = await shop.make(`${PI}/${made.id}`, "metadata[a]=1");
    const emptied = await shop.make(`${PI}/${made.id}`, "excluded_payment_method_types=");

    expect(kept["excluded_payment_method_types"]).toEqual(["twint"]);
    expect(emptied["excluded_payment_method_types"]).toBeNull();
  });

  it("keeps the options that were not sent, and drops those that were emptied", async () => {
    const shop = await openShop();
    const own = "payment_method_options[card_present]";
    const made = await shop.make(
      PI,
      `amount=2000&currency=chf&${CARD_PRESENT}&${own}[capture_method]=manual_preferred`,
    );

    const more = await shop.make(`${PI}/${made.id}`, `${own}[request_extended_authorization]=true`);
    const none = await shop.make(`${PI}/${made.id}`, `${own}=`);

    expect(more["payment_method_options"]).toMatchObject({
      card_present: { capture_method: "manual_preferred", request_extended_authorization: true },
    });
    expect(none["payment_method_options"]).toEqual({
      card_present: { request_extended_authorization: false, request_incremental_authorization_support: false },
    });
  });
});

describe("a confirmation", () => {
  it.each([
    ["amount_to_confirm=2000", 200],
    ["amount_to_confirm=1999", 400],
  ])("with %s: %i", async (form, status) => {
    const shop = await openShop();
    const { id } = await shop.make(PI, `amount=2000&currency=chf&${CARD}&payment_method=pm_card_visa`);

    const answer = await shop.ask(`${PI}/${id}/confirm`, form);

    expect([answer.status, answer.error?.param]).toEqual([status, status === 200 ? undefined : "amount_to_confirm"]);
  });

  it("may say anew what the amount is made of", async () => {
    const shop = await openShop();
    const { id } = await shop.make(PI, `amount=2000&currency=chf&${CARD}&payment_method=pm_card_visa`);

    const paid = await shop.make(`${PI}/${id}/confirm`, "amount_details[discount_amount]=100");

    expect(paid).toMatchObject({ status: "succeeded", amount_details: { discount_amount: 100 } });
  });

  it("asks for no hold where the method knows none", async () => {
    const shop = await openShop();
    const { id } = await shop.make(PI, "amount=2000&currency=chf&allowed_payment_method_types[]=twint");
    const twint = "payment_method_data[type]=twint&return_url=https://till.example";

    const { status, error } = await shop.ask(`${PI}/${id}/confirm`, `${twint}&capture_method=manual`);

    expect([status, error?.param]).toEqual([400, "capture_method"]);
  });

  it("of a redirect is refused where an action is an error", async () => {
    const shop = await openShop();
    const { id } = await shop.make(PI, "amount=2000&currency=chf&allowed_payment_method_types[]=twint");
    const twint = "payment_method_data[type]=twint&return_url=https://till.example";

    const { status, error } = await shop.ask(`${PI}/${id}/confirm`, `${twint}&error_on_requires_action=true`);

    expect([status, error?.code, error?.decline_code]).toEqual([
      402,
      "authentication_required",
      "authentication_not_handled",
    ]);
  });

  it("of a card that a reader read is the reader's own", async () => {
    const { shop, reader, intent } = await sell();
    await shop.make(`POST /v1/terminal/readers/${reader}/collect_payment_method`, `payment_intent=${intent}`);
    await present(shop, reader);

    const { status, error } = await shop.ask(`${PI}/${intent}/confirm`);

    expect([status, error?.param]).toEqual([400, "payment_method"]);
    expect(error?.message).toContain("confirm_payment_intent");
  });

  it("beyond the limit cancels the intent, online", async () => {
    const shop = await openShop({ confirm_limit: 2 });
    const { id } = await shop.make(PI, `amount=2000&currency=chf&${CARD}`);
    const again = () => shop.ask(`${PI}/${id}/confirm`, "payment_method=pm_card_chargeDeclined");

    const [first, second, third, fourth] = [await again(), await again(), await again(), await again()];

    expect([first.status, second.status, third.status, fourth.status]).toEqual([402, 402, 200, 400]);
    expect(third.body).toMatchObject({ status: "canceled", cancellation_reason: "automatic" });
    expect((await eventTypes(shop)).at(-1)).toBe("payment_intent.canceled");
  });

  it("beyond the limit cancels the intent, at a reader", async () => {
    const { shop, reader, intent } = await sell();
    await shop.control("POST", "behaviour", { confirm_limit: 1 });
    await present(shop, reader, "card_present[number]=4000000000000002");
    await shop.make(`POST /v1/terminal/readers/${reader}/process_payment_intent`, `payment_intent=${intent}`);

    const { body } = await present(shop, reader);

    expect(body["action"]).toMatchObject({ status: "failed", failure_code: "intent_invalid_state" });
    expect(await shop.make(`GET /v1/payment_intents/${intent}`)).toMatchObject({
      status: "canceled",
      amount_received: 0,
    });
  });

  it("counts redirects that came to nothing", async () => {
    const shop = await openShop({ confirm_limit: 1 });
    const { id } = await shop.make(PI, "amount=2000&currency=chf&allowed_payment_method_types[]=twint");
    const twint = "payment_method_data[type]=twint&return_url=https://till.example";
    await shop.make(`${PI}/${id}/confirm`, twint);
    await shop.advance(900_000);

    expect(await shop.make(`${PI}/${id}/confirm`, twint)).toMatchObject({ status: "canceled", next_action: null });
  });
});

it("holds a sale in Canada only at a reader in Canada", async () => {
  const shop = await openShop();
  const [bern, toronto] = [await readerIn(shop), await readerIn(shop, "CA")];
  const { id } = await shop.make(PI, `amount=2000&currency=cad&${CARD_PRESENT}`);
  const command = (reader: string, name: string) =>
    shop.ask(`POST /v1/terminal/readers/${reader}/${name}`, `payment_intent=${id}`);

  const refused = [await command(bern, "process_payment_intent"), await command(bern, "collect_payment_method")];
  const taken = await command(toronto, "process_payment_intent");

  expect(refused.map(({ status, error }) => [status, error?.message])).toEqual(
    refused.map(() => [400, "The card_present source type with currency cad is not supported in CH."]),
  );
  expect(taken.status).toBe(200);
});
