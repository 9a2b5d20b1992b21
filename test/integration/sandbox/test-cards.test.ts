import { describe, expect, it } from "vitest";

import { present, type Body } from "./open-shop.js";
import { detailsOf, payWith, sell } from "./pay-on-reader.js";

describe("cards that pay", () => {
  it.each([
    ["4242424242424242", "visa", "visa", "credit", "credit"],
    ["4000056655665556", "visa", "visa", "debit", "checking"],
    ["5555555555554444", "mastercard", "mastercard", "credit", "credit"],
    ["5200828282828210", "mastercard", "mastercard", "debit", "checking"],
    ["5105105105105100", "mastercard", "mastercard", "prepaid", "prepaid"],
    ["378282246310005", "amex", "amex", "credit", "credit"],
    ["371449635398431", "amex", "amex", "credit", "credit"],
    ["6011111111111117", "discover", "discover", "credit", "credit"],
    ["6011000990139424", "discover", "discover", "credit", "credit"],
    ["3056930009020004", "diners", "diners", "credit", "credit"],
    ["36227206271667", "diners", "diners", "credit", "credit"],
    ["3566002020360505", "jcb", "jcb", "credit", "credit"],
    ["6200000000000005", "unionpay", "unionpay", "credit", "credit"],
    ["6280000360000978", "eftpos_au", "eftpos_au", "debit", "checking"],
    ["4000050360000001", "visa", "eftpos_au", "debit", "checking"],
    ["5555050360000080", "mastercard", "eftpos_au", "debit", "checking"],
    ["4000002500001001", "visa", "cartes_bancaires", "debit", "checking"],
    ["5555552500001001", "mastercard", "cartes_bancaires", "debit", "checking"],
    ["4711009900000316877", "unknown", "unknown", "debit", "checking"],
    ["4000000000005126", "visa", "visa", "credit", "credit"],
  ])("%s: %s over %s, %s", async (number, brand, network, funding, account_type) => {
    const { action, intent, charge } = await payWith(number);

    const card = { brand, funding, last4: number.slice(-4), read_method: "contactless_emv" };
    expect(action).toMatchObject({ status: "succeeded", failure_code: null, failure_message: null, api_error: null });
    expect(intent).toMatchObject({ status: "succeeded", amount_received: 2000, last_payment_error: null });
    expect(detailsOf(charge)).toMatchObject({
      ...card,
      network,
      amount_authorized: 2000,
      wallet: { type: "unknown" },
      receipt: { account_type, authorization_response_code: "3030", cardholder_verification_method: "none" },
    });
    expect(charge).toMatchObject({ status: "succeeded", paid: true, outcome: { type: "authorized", reason: null } });
    expect(intent["payment_method"]).toMatchObject({
      type: "card_present",
      card_present: { ...card, networks: { available: [...new Set([network, brand])] } },
    });
  });

  it.each([
    ["4001007020000002", "offline_pin", "contact_emv"],
    ["4000008260000075", "offline_pin", "contact_emv"],
    ["4001000360000005", "online_pin", "contactless_emv"],
    ["4000002760000008", "online_pin", "contactless_emv"],
  ])("%s, with a PIN: %s, %s", async (number, cardholder_verification_method, read_method) => {
    const { charge, shop, intent } = await payWith(number);

    expect(detailsOf(charge)).toMatchObject({
      brand: "visa",
      read_method,
      receipt: { cardholder_verification_method },
    });
    const { data } = (await shop.make(`GET /v1/charges?payment_intent=${intent.id}`)) as unknown as { data: Body[] };
    expect(data).toHaveLength(1);
  });
});

describe("cards that fail", () => {
  const AGAIN = "try_again_later";
  const NEVER = "do_not_try_again";

  it.each([
    ["4000000000000002", "card_declined", "generic_decline", "Your card was declined.", AGAIN, "01"],
    ["4000000000009995", "card_declined", "insufficient_funds", "Your card has insufficient funds.", AGAIN, "51"],
    ["4000000000009987", "card_declined", "lost_card", "Your card was declined.", NEVER, "41"],
    ["4000000000009979", "card_declined", "stolen_card", "Your card was declined.", NEVER, "43"],
    ["4000000000000069", "expired_card", "expired_card", "Your card has expired.", NEVER, "54"],
    [
      "4000000000000119",
      "processing_error",
      "processing_error",
      "An error occurred while processing your card. Try again in a little bit.",
      AGAIN,
      null,
    ],
  ])("%s: %s, %s", async (number, code, decline_code, message, advice_code, network_decline_code) => {
    const { action, intent, charge } = await payWith(number);

    expect(action).toMatchObject({ status: "failed", failure_code: code, failure_message: message, api_error: null });
    const told = { advice_code, code, decline_code, message, type: "card_error" };
    expect(intent).toMatchObject({
      status: "requires_payment_method",
      amount_received: 0,
      payment_method: null,
      last_payment_error: {
        ...told,
        ...(network_decline_code === null ? {} : { network_decline_code }),
        charge: charge.id,
        doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}`,
        payment_method: { type: "card_present", card_present: { last4: number.slice(-4) } },
        payment_method_type: "card_present",
      },
    });
    expect(charge).toMatchObject({
      status: "failed",
      paid: false,
      captured: false,
      balance_transaction: null,
      failure_code: code,
      failure_message: message,
      outcome: {
        advice_code,
        network_advice_code: null,
        network_decline_code,
        network_status: "declined_by_network",
        reason: decline_code,
        seller_message:
          decline_code === "generic_decline"
            ? "The bank did not return any further details with this decline."
            : `The bank returned the decline code \`${decline_code}\`.`,
        type: "issuer_declined",
      },
    });
    expect(detailsOf(charge)).toMatchObject({ amount_authorized: null, receipt: { authorization_code: null } });
    expect(detailsOf(charge)).not.toHaveProperty("capture_before");
  });

  it.each([
    ["2.41.9.0", null],
    ["2.42.0.0", { type: "card_error", code: "card_declined", decline_code: "lost_card", advice_code: NEVER }],
  ])("tell the reader's software %s: %j", async (device_sw_version, api_error) => {
    const { shop, reader } = await sell();
    await shop.control("POST", `readers/${reader}`, { device_sw_version });

    const { body } = await present(shop, reader, "card_present[number]=4000000000009987");

    expect(body["action"]).toMatchObject({ failure_code: "card_declined", api_error });
  });
});

describe("the amount's last two digits", () => {
  const ways = {
    francs: (amount: number) => payWith("4242424242424242", { amount }),
    yen: (amount: number) => payWith("4242424242424242", { amount, country: "JP", currency: "jpy" }),
    "francs with a tip": (amount: number) => payWith("4242424242424242", { amount: amount - 120 }, 120),
  } as const;

  const rows = (
    [
      [1, "card_declined", "call_issuer"],
      [2, "offline_pin_required", "offline_pin_required"],
      [3, "online_or_offline_pin_required", "online_or_offline_pin_required"],
      [5, "card_declined", "generic_decline"],
      [55, "card_declined", "incorrect_pin"],
      [65, "card_declined", "withdrawal_count_limit_exceeded"],
      [75, "card_declined", "pin_try_exceeded"],
    ] as const
  ).flatMap(([ending, code, declineCode]) =>
    (Object.keys(ways) as (keyof typeof ways)[]).map((way) => [2000 + ending, way, code, declineCode] as const),
  );

  it.each(rows)("%i %s: %s, %s", async (amount, way, code, decline_code) => {
    const { action, intent, charge } = await ways[way](amount);

    expect(action).toMatchObject({ status: "failed", failure_code: code });
    expect(intent).toMatchObject({
      status: "requires_payment_method",
      amount_details: { tip: {} },
      last_payment_error: { code, decline_code, message: action["failure_message"] },
    });
    expect(charge).toMatchObject({ amount, failure_code: code, outcome: { reason: decline_code } });
  });

  it.each([2000, 2004, 2050, 2099])("%i pays", async (amount) => {
    expect((await payWith("4242424242424242", { amount })).intent["status"]).toBe("succeeded");
  });

  it.each([2002, 2003])("%i says why there is no PIN in play", async (amount) => {
    const { action } = await payWith("4242424242424242", { amount });

    expect(action["failure_message"]).toMatch(/^This transaction requires a PIN\. In testmode, /);
  });

  it.each([
    ["02", "4001007020000002", "succeeded"],
    ["02", "4001000360000005", "requires_payment_method"],
    ["03", "4001007020000002", "succeeded"],
    ["03", "4001000360000005", "succeeded"],
    ["55", "4001007020000002", "requires_payment_method"],
  ])("%s is content with the PIN of %s: %s", async (ending, number, status) => {
    expect((await payWith(number, { amount: Number(`20${ending}`) })).intent["status"]).toBe(status);
  });

  it("is not asked where the card itself is bad", async () => {
    const { intent } = await payWith("4000000000000069", { amount: 2001 });

    expect(intent["last_payment_error"]).toMatchObject({ code: "expired_card" });
  });
});
