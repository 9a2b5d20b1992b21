import { describe, expect, it } from "vitest";

import { chargeOnline, openFrozen } from "./pay-online.js";

const DAY_MS = 86_400_000;

const handOn = { application_fee_amount: 200, transfer_data: { destination: "acct_1Shop" } };

describe("the balance", () => {
  it("is nothing in francs at first", async () => {
    const { stripe } = await openFrozen();

    const nothing = [{ amount: 0, currency: "chf", source_types: { card: 0 } }];
    expect({ ...(await stripe.balance.retrieve()) }).toEqual({
      object: "balance",
      available: nothing,
      livemode: false,
      pending: nothing,
    });
  });

  it("is the sum of the transactions, each currency by itself, pending for seven days", async () => {
    const { stripe, control } = await openFrozen();
    const { id } = await chargeOnline(stripe);
    await control("POST", "clock", { advance_ms: 7 * DAY_MS });
    await stripe.refunds.create({ charge: id, amount: 300 });
    await chargeOnline(stripe, { amount: 1000, currency: "eur" });

    const { available, pending } = await stripe.balance.retrieve();

    expect(available.map(({ currency, amount }) => [currency, amount])).toEqual([
      ["chf", 1962],
      ["eur", 0],
    ]);
    expect(pending.map(({ currency, amount }) => [currency, amount])).toEqual([
      ["chf", -300],
      ["eur", 976],
    ]);
  });

  it.each<[object, string[]]>([
    [{}, ["transfer_refund", "refund", "charge", "application_fee", "transfer"]],
    [{ type: "transfer" }, ["transfer"]],
    [{ type: "nope" }, []],
    [{ currency: "CHF", limit: 1 }, ["refund"]],
    [{ currency: "eur" }, []],
    [{ payout: "po_nope" }, []],
    [{ source: "ch_nope" }, []],
    [{ created: { lt: 1 } }, []],
  ])("lists its transactions by %j", async (params, types) => {
    const { stripe } = await openFrozen();
    const { id } = await chargeOnline(stripe, handOn);
    await stripe.refunds.create({ charge: id, reverse_transfer: true });

    const { data } = await stripe.balanceTransactions.list(params);

    expect(data.map(({ type }) => type).toSorted()).toEqual(types.toSorted());
    expect(data.every(({ amount, fee, net, exchange_rate }) => net === amount - fee && exchange_rate === null)).toBe(
      true,
    );
  });

  it.each([
    ["charge", "charge"],
    ["application_fee", "platform_earning"],
    ["transfer", "transfer"],
    ["transfer_refund", "transfer_reversal"],
    ["refund", "refund"],
  ])("reports %s as %s, and shows where it came from", async (type, category) => {
    const { stripe } = await openFrozen();
    const { id } = await chargeOnline(stripe, handOn);
    await stripe.refunds.create({ charge: id, reverse_transfer: true });

    const [found] = (await stripe.balanceTransactions.list({ type, expand: ["data.source"] })).data;

    expect(found?.reporting_category).toBe(category);
    expect(found?.source).toHaveProperty("object", type === "transfer_refund" ? "transfer_reversal" : type);
  });

  it.each<[string, string, string]>([
    ["/v1/application_fees/fee_nope", "id", "No such application fee: 'fee_nope'"],
    ["/v1/transfers/tr_nope", "id", "No such transfer: 'tr_nope'"],
    ["/v1/charges/ch_nope/refunds", "id", "No such charge: 'ch_nope'"],
  ])("answers 404 to %s", async (path, param, message) => {
    const { raw } = await openFrozen();

    const answer = await raw("GET", path);

    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { code: "resource_missing", param, message } });
  });
});
