import { describe, expect, it } from "vitest";

import { openShop, present, readerIn, type Body } from "./open-shop.js";
import { CARD_PRESENT, detailsOf, INTERAC, payWith, sell } from "./pay-on-reader.js";

describe("Interac", () => {
  const CANADA = { country: "CA", currency: "cad" };

  it.each([
    [`${CARD_PRESENT}&${INTERAC}`, "", "card_present", "4242"],
    [INTERAC, "", "interac_present", "1933"],
    [`${CARD_PRESENT}&${INTERAC}`, "type=interac_present", "interac_present", "1933"],
    [`${CARD_PRESENT}&${INTERAC}`, "interac_present[number]=4506445006931933", "interac_present", "1933"],
    [CARD_PRESENT, "", "card_present", "4242"],
  ])("with %s, tapping %j pays by %s, %s", async (more, form, type, last4) => {
    const { shop, reader, intent } = await sell({ ...CANADA, more });

    const { body } = await present(shop, reader, form);

    const { latest_charge } = await shop.make(`GET /v1/payment_intents/${intent}?expand[]=latest_charge`);
    expect(body["action"]).toMatchObject({ status: "succeeded" });
    expect(latest_charge).toMatchObject({ payment_method_details: { type, [type]: { last4 } } });
  });

  it.each([
    ["type=interac_present", CARD_PRESENT, undefined],
    ["interac_present[number]=4242424242424242", `${CARD_PRESENT}&${INTERAC}`, "incorrect_number"],
    ["card_present[number]=4242424242424241", CARD_PRESENT, "incorrect_number"],
    ["type=card&card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2030", CARD_PRESENT, undefined],
  ])("refuses %s for %s", async (form, more, code) => {
    const { shop, reader, intent } = await sell({ ...CANADA, more });

    const { status, error } = await present(shop, reader, form);

    expect([status, error?.code]).toEqual([400, code]);
    expect(await shop.make(`GET /v1/payment_intents/${intent}`)).toMatchObject({ latest_charge: null });
    expect(await shop.make(`GET /v1/terminal/readers/${reader}`)).toMatchObject({ action: { status: "in_progress" } });
  });

  it.each([
    [25_000, "contactless_emv", "none"],
    [25_100, "contact_emv", "online_pin"],
  ])("of %i cents is read by %s", async (amount, read_method, cardholder_verification_method) => {
    const { shop, reader, intent } = await sell({ ...CANADA, amount, more: INTERAC });

    await present(shop, reader);

    const { latest_charge } = await shop.make(`GET /v1/payment_intents/${intent}?expand[]=latest_charge`);
    const details = detailsOf(latest_charge as Body);
    expect(details).toMatchObject({
      read_method,
      receipt: { account_type: "checking", cardholder_verification_method },
    });
    expect(details).not.toHaveProperty("amount_authorized");
    expect(details).not.toHaveProperty("capture_before");
  });

  it("is paid at once and for good: neither cancelled, nor refunded without the card", async () => {
    const { shop, reader, intent } = await sell({ ...CANADA, more: INTERAC });
    await present(shop, reader);

    const cancel = await shop.ask(`POST /v1/payment_intents/${intent}/cancel`);
    const refund = await shop.ask("POST /v1/refunds", `payment_intent=${intent}`);

    expect(cancel.error).toMatchObject({ code: "payment_intent_unexpected_state" });
    expect(refund.status).toBe(400);
  });

  it.each([
    ["capture_method=manual", 400],
    ["capture_method=manual&payment_method_options[card_present][capture_method]=manual_preferred", 200],
    ["capture_method=automatic", 200],
    ["capture_method=automatic&payment_method_options[card_present][capture_method]=manual", 200],
  ])("beside %s: %i", async (more, status) => {
    const shop = await openShop();
    const form = `amount=2000&currency=cad&${CARD_PRESENT}&${INTERAC}&${more}`;

    const answer = await shop.ask("POST /v1/payment_intents", form);

    expect([answer.status, answer.error?.param]).toEqual([status, status === 200 ? undefined : "capture_method"]);
  });

  it("declines under manual capture, which older versions still take", async () => {
    const shop = await openShop();
    const reader = await readerIn(shop, "CA");
    const form = `amount=2000&currency=cad&capture_method=manual&${CARD_PRESENT}&${INTERAC}`.replaceAll("allowed_", "");
    const { body } = await shop.ask("POST /v1/payment_intents", form, { "stripe-version": "2025-02-24.acacia" });
    await shop.make(`POST /v1/terminal/readers/${reader}/process_payment_intent`, `payment_intent=${body.id}`);

    const tapped = await present(shop, reader, "type=interac_present");

    expect(tapped.body["action"]).toMatchObject({ status: "failed", failure_code: "card_declined" });
    expect(await shop.make(`GET /v1/payment_intents/${body.id}`)).toMatchObject({
      last_payment_error: { decline_code: "card_not_supported" },
    });
  });
});

describe("cards of two networks", () => {
  const OWN = "payment_method_options[card_present]";
  const INTERNATIONAL = `${OWN}[routing][requested_priority]=international`;
  const DOMESTIC = `${OWN}[routing][requested_priority]=domestic`;
  const EFTPOS = "6280000360000978";
  const EFTPOS_VISA = "4000050360000001";
  const BANCAIRES = "5555552500001001";

  it.each([
    [EFTPOS_VISA, "", "succeeded", "eftpos_au"],
    [EFTPOS_VISA, DOMESTIC, "succeeded", "eftpos_au"],
    [EFTPOS_VISA, INTERNATIONAL, "succeeded", "visa"],
    [EFTPOS_VISA, "capture_method=manual", "requires_capture", "visa"],
    [EFTPOS_VISA, `capture_method=manual&${OWN}[capture_method]=manual_preferred`, "succeeded", "eftpos_au"],
    [BANCAIRES, INTERNATIONAL, "succeeded", "mastercard"],
    [BANCAIRES, "capture_method=manual", "requires_capture", "cartes_bancaires"],
    [EFTPOS, "capture_method=manual", "requires_payment_method", "eftpos_au"],
    [EFTPOS, INTERNATIONAL, "succeeded", "eftpos_au"],
  ])("%s with %j: %s over %s", async (number, more, status, network) => {
    const wanted = { country: "AU", currency: "aud", more: `${CARD_PRESENT}&${more}` };

    const { intent, charge } = await payWith(number, wanted);

    expect(intent["status"]).toBe(status);
    expect(detailsOf(charge)["network"]).toBe(network);
  });
});
