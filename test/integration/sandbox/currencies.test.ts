import { describe, expect, it } from "vitest";

import { openSandbox } from "./open-sandbox.js";

/** Facts 9: the least charge in each currency, as it is sent and as a refusal words it. */
const LEAST = [
  ["aed", 200, "AED 2.00"],
  ["ars", 50, "ARS 0.50"],
  ["aud", 50, "A$0.50"],
  ["brl", 50, "R$0.50"],
  ["cad", 50, "CA$0.50"],
  ["chf", 50, "CHF 0.50"],
  ["cop", 50, "COP 0.50"],
  ["czk", 1500, "CZK 15.00"],
  ["dkk", 250, "DKK 2.50"],
  ["eur", 50, "€0.50"],
  ["gbp", 30, "£0.30"],
  ["hkd", 400, "HK$4.00"],
  ["huf", 17_500, "HUF 175.00"],
  ["idr", 50, "IDR 0.50"],
  ["ils", 50, "₪0.50"],
  ["inr", 50, "₹0.50"],
  ["jpy", 50, "¥50"],
  ["krw", 50, "₩50"],
  ["mxn", 1000, "MX$10.00"],
  ["myr", 200, "MYR 2.00"],
  ["nok", 300, "NOK 3.00"],
  ["nzd", 50, "NZ$0.50"],
  ["php", 50, "₱0.50"],
  ["pln", 200, "PLN 2.00"],
  ["ron", 200, "RON 2.00"],
  ["rub", 50, "RUB 0.50"],
  ["sek", 300, "SEK 3.00"],
  ["sgd", 50, "SGD 0.50"],
  ["thb", 1000, "THB 10.00"],
  ["usd", 50, "$0.50"],
  ["zar", 50, "ZAR 0.50"],
] as const;

async function create(amount: number | string, currency: string) {
  const { raw } = await openSandbox();
  const answer = await raw("POST", "/v1/payment_intents", { body: `amount=${amount}&currency=${currency}` });
  const { error = {} } = (await answer.json()) as { error?: Record<string, unknown> };
  return { status: answer.status, error };
}

describe("the least amount", () => {
  it.each(LEAST)("is taken in %s, and one less is refused: %d", async (currency, least, words) => {
    const enough = await create(least, currency);
    const { status, error } = await create(least - 1, currency);

    expect(enough.status).toBe(200);
    expect({ status, ...error }).toMatchObject({
      status: 400,
      code: "amount_too_small",
      param: "amount",
      message: `Amount must be at least ${words} ${currency}`,
    });
  });
});

describe("a currency's decimals", () => {
  it.each([
    ["bif", 1, 200],
    ["clp", 1, 200],
    ["djf", 1, 200],
    ["gnf", 1, 200],
    ["kmf", 1, 200],
    ["mga", 1, 200],
    ["pyg", 1, 200],
    ["rwf", 1, 200],
    ["vnd", 1, 200],
    ["vuv", 1, 200],
    ["xaf", 1, 200],
    ["xof", 1, 200],
    ["xpf", 1, 200],
    ["isk", 500, 200],
    ["isk", 501, 400],
    ["ugx", 500, 200],
    ["ugx", 550, 400],
    ["huf", 17_501, 200],
    ["twd", 8_001, 200],
    ["bhd", 1_230, 200],
    ["bhd", 1_234, 400],
    ["jod", 1_235, 400],
    ["kwd", 1_231, 400],
    ["omr", 1_239, 400],
    ["tnd", 1_232, 400],
  ])("decide what may be charged: in %s %d answers %d", async (currency, amount, status) => {
    const answered = await create(amount, currency);

    expect(answered.status).toBe(status);
    expect(answered.error["param"]).toBe(status === 200 ? undefined : "amount");
  });
});

describe("the largest amount", () => {
  it.each(["bif", "clp", "djf", "gnf", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"])(
    "is told without decimals in %s",
    async (currency) => {
      expect((await create(100_000_000, currency)).error["message"]).toMatch(/more than \D+99,999,999$/);
    },
  );

  it.each([
    ["usd", "$999,999.99"],
    ["jpy", "¥99,999,999"],
    ["kwd", "KWD 99,999.999"],
  ])("is 99,999,999 of the smallest unit: %s", async (currency, words) => {
    const { status, error } = await create(100_000_000, currency);

    expect({ status, ...error }).toMatchObject({
      status: 400,
      code: "amount_too_large",
      message: `Amount must be no more than ${words}`,
    });
    expect((await create(99_999_990, currency)).status).toBe(200);
  });
});

describe("the currency itself", () => {
  it.each(["CHF", "Chf", "chf"])("is taken in any case of letters: %s", async (currency) => {
    expect((await create(2000, currency)).status).toBe(200);
  });

  it.each(["xxx", "us", "euro", "constructor"])("is refused where there is none such: %s", async (currency) => {
    const { status, error } = await create(2000, currency);

    expect([status, error["param"]]).toEqual([400, "currency"]);
    expect(error["message"]).toMatch(
      new RegExp(`^Invalid currency: ${currency}\\. Stripe currently supports these currencies: usd, aed, afn, all,`),
    );
  });
});

describe("an amount", () => {
  it.each(["1e3", "0x10", "1.5", "1_000", "1,000", "NaN", "+2000", "2000%00", "99999999999999999999", "%C2%B2000"])(
    "is digits and nothing else: %s",
    async (amount) => {
      expect(await create(amount, "chf")).toMatchObject({
        status: 400,
        error: { code: "parameter_invalid_integer", param: "amount" },
      });
    },
  );

  it.each(["0", "-0", "-1"])("is more than nothing: %s", async (amount) => {
    expect(await create(amount, "chf")).toMatchObject({ status: 400, error: { param: "amount" } });
  });
});
