import { describe, expect, it } from "vitest";

import { clientOf, errorOf, makeReader, openSandbox, tap } from "./open-sandbox.js";

/** What stripe-node 8 and its age pin. */
const OLD = "2020-08-27";
const NEWEST = "2026-10-28.endive";
const ADDRESS = "address[country]=CH&address[line1]=A+1&address[city]=B&address[postal_code]=8001";

/** Fields that the types of today no longer have. */
interface OldIntent {
  readonly charges: { readonly data: readonly { readonly id: string; readonly refunds: { total_count: number } }[] };
}

async function openOld() {
  const { sandbox, raw } = await openSandbox();
  const stripe = clientOf(sandbox, { apiVersion: OLD });
  const form = { amount: 2000, currency: "chf", payment_method_types: ["card_present"], capture_method: "manual" };
  const create = () => stripe.paymentIntents.create(form);
  return { raw, stripe, create };
}

describe("a client from before 2022-11-15", () => {
  it("finds an intent's charges in the intent, and a charge's refunds in the charge", async () => {
    const { stripe, create } = await openOld();
    const reader = await makeReader(stripe);
    const { id } = await create();
    await tap(stripe, { reader: reader.id, intent: id });
    const captured = await stripe.paymentIntents.capture(id);
    await stripe.refunds.create({ payment_intent: id, amount: 500 });

    const intent = (await stripe.paymentIntents.retrieve(id)) as unknown as OldIntent;
    const listed = (await stripe.paymentIntents.list()).data[0] as unknown as OldIntent;

    expect(intent.charges).toMatchObject({
      object: "list",
      has_more: false,
      total_count: 1,
      url: `/v1/charges?payment_intent=${id}`,
      data: [{ id: captured.latest_charge, object: "charge", refunds: { data: [{ amount: 500 }], total_count: 1 } }],
    });
    expect(listed.charges.data).toHaveLength(1);
    for (const object of [intent, listed, intent.charges.data[0]!]) {
      const names = Object.keys(object).slice(2);
      expect(names).toEqual(names.toSorted());
    }
  });

  it("finds them in the intent of an error too", async () => {
    const { stripe } = await openOld();
    const card = { payment_method_types: ["card"], payment_method: "pm_card_chargeDeclined", confirm: true };

    const error = await errorOf(stripe.paymentIntents.create({ amount: 2000, currency: "chf", ...card }));

    expect(error["payment_intent"]).toMatchObject({ charges: { data: [{ id: error["charge"], status: "failed" }] } });
  });

  it("may expand inside those lists, which a newer one may not", async () => {
    const { raw } = await openSandbox();
    const card = "payment_method_types[]=card&payment_method=pm_card_visa&confirm=true&capture_method=automatic";
    const expand = "expand[]=charges.data.balance_transaction";
    const ask = async (version: string, body: string) => {
      const headers = { "stripe-version": version };
      const answer = await raw("POST", "/v1/payment_intents", { body, headers });
      return (await answer.json()) as Record<string, unknown>;
    };

    const old = await ask(OLD, `amount=2000&currency=chf&${card}&${expand}`);
    const newer = await ask("2022-11-15", `amount=2000&currency=chf&${card}&${expand}`);

    expect(old).toMatchObject({ charges: { data: [{ balance_transaction: { object: "balance_transaction" } }] } });
    expect(newer).toMatchObject({
      error: { message: "This property cannot be expanded (charges)." },
    });
  });
});

describe("what an intent is without being asked", () => {
  it.each([
    ["2020-08-27", "automatic", ["card"], null],
    ["2023-08-16", "automatic", ["card", "twint"], { allow_redirects: "always", enabled: true }],
    ["2024-04-10", "automatic_async", ["card", "twint"], { allow_redirects: "always", enabled: true }],
    [NEWEST, "automatic_async", ["card", "twint"], { allow_redirects: "always", enabled: true }],
  ])("follows from the version %s", async (version, capture_method, payment_method_types, automatic) => {
    const { raw } = await openSandbox();

    const answer = await raw("POST", "/v1/payment_intents", {
      body: "amount=2000&currency=chf",
      headers: { "stripe-version": version },
    });

    expect(await answer.json()).toMatchObject({
      capture_method,
      payment_method_types,
      automatic_payment_methods: automatic,
    });
  });

  it("is cards alone where the automatic choice is switched off", async () => {
    const { raw } = await openSandbox();
    const body = "amount=2000&currency=chf&automatic_payment_methods[enabled]=false";

    const answer = await raw("POST", "/v1/payment_intents", { body, headers: { "stripe-version": NEWEST } });

    expect(await answer.json()).toMatchObject({ payment_method_types: ["card"], automatic_payment_methods: null });
  });
});

describe("the version itself", () => {
  it.each([
    ["2020-08-27", 200],
    ["2024-06-20", 200],
    ["2024-09-30.acacia", 200],
    ["2025-03-31.preview", 200],
    ["2025-03-31", 400],
    ["2024-06-20.acacia", 400],
    ["2024-13-01", 400],
    ["latest", 400],
    ["", 200],
  ])("%j answers %d", async (version, status) => {
    const { raw } = await openSandbox();

    expect((await raw("GET", "/v1/account", { headers: { "stripe-version": version } })).status).toBe(status);
  });

  it.each([
    ["2026-08-26.dahlia", "display_name=A", "address"],
    ["2026-08-26.dahlia", ADDRESS, "display_name"],
    [NEWEST, "display_name=A", undefined],
  ])("decides what a location needs: %s takes %s but for %s", async (version, body, missing) => {
    const { raw } = await openSandbox();

    const answer = await raw("POST", "/v1/terminal/locations", { body, headers: { "stripe-version": version } });

    const { error } = (await answer.json()) as { error?: { code: string; param: string } };
    expect(error?.param).toBe(missing);
  });
});
