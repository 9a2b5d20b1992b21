import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  assertCashRounding,
  assertChargeable,
  assertPaymentAmount,
  formatAmount,
  isCurrency,
  minimumChargeMinor,
} from "../../../src/domain/money.js";
import { assertTwintAmount } from "../../../src/domain/payment-rules.js";

describe("formatAmount", () => {
  it.each([
    [1_050, "CHF", "10.50 CHF"],
    [5, "CHF", "0.05 CHF"],
    [0, "CHF", "0.00 CHF"],
    [99_999_999, "CHF", "999999.99 CHF"],
    [500, "JPY", "500 JPY"],
    [1_234, "KWD", "1.234 KWD"],
    [-250, "EUR", "-2.50 EUR"],
  ])("writes %i %s as %j", (amountMinor, currency, text) => {
    expect(formatAmount(amountMinor, currency)).toBe(text);
  });

  it("keeps every centime of any amount an order can have", () => {
    fc.assert(
      fc.property(fc.nat(999_999_999_999), (amountMinor) => {
        expect(
          formatAmount(amountMinor, "CHF")
            .replace(/\D/g, "")
            .replace(/^0+(?=\d)/, ""),
        ).toBe(String(amountMinor));
      }),
    );
  });
});

describe("isCurrency", () => {
  it.each([
    ["CHF", true],
    ["JPY", true],
    ["chf", false],
    ["ABC", false],
    ["", false],
  ])("says of %j: %s", (code, expected) => {
    expect(isCurrency(code)).toBe(expected);
  });
});

describe("the least that Stripe charges", () => {
  it.each([
    ["USD", 50],
    ["AED", 200],
    ["CHF", 50],
    ["CZK", 1_500],
    ["DKK", 250],
    ["EUR", 50],
    ["GBP", 30],
    ["HKD", 400],
    ["HUF", 17_500],
    ["JPY", 50],
    ["MXN", 1_000],
    ["MYR", 200],
    ["NOK", 300],
    ["PLN", 200],
    ["RON", 200],
    ["SEK", 300],
    ["THB", 1_000],
    ["XPF", 1],
  ])("in %s is %i", (currency, minimumMinor) => {
    expect(minimumChargeMinor(currency)).toBe(minimumMinor);
    expect(() => assertChargeable("amountMinor", minimumMinor, currency)).not.toThrow();
  });

  it("is refused below, with the field and the amount in words", () => {
    expect(() => assertChargeable("amountMinor", 49, "CHF")).toThrow(
      expect.objectContaining({
        code: "BAD_USER_INPUT",
        message: "amountMinor must be at least 0.50 CHF, the least that Stripe charges.",
        details: { field: "amountMinor" },
      }),
    );
  });
});

describe("assertPaymentAmount", () => {
  it.each([1, 50, 99_999_999])("takes %d", (amountMinor) => {
    expect(() => assertPaymentAmount("amountMinor", amountMinor)).not.toThrow();
  });

  it.each([0, -1, 0.5, 100_000_000, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("refuses %d", (amountMinor) => {
    expect(() => assertPaymentAmount("amountMinor", amountMinor)).toThrow(
      expect.objectContaining({ code: "BAD_USER_INPUT", details: { field: "amountMinor" } }),
    );
  });
});

describe("assertTwintAmount", () => {
  it("takes 5000.00 CHF and no centime more", () => {
    expect(() => assertTwintAmount("amountMinor", 500_000)).not.toThrow();
    expect(() => assertTwintAmount("amountMinor", 500_001)).toThrow("TWINT takes at most 5000.00 CHF at once.");
  });
});

describe("the rounding of cash", () => {
  it.each([
    [1_000, 0, "CHF"],
    [1_001, -1, "CHF"],
    [1_002, -2, "CHF"],
    [1_003, 2, "CHF"],
    [1_004, 1, "CHF"],
    [1_006, -1, "CHF"],
    [1_007, -2, "CHF"],
    [1_008, 2, "CHF"],
    [1_009, 1, "CHF"],
    [1_003, 0, "CHF"],
    [150, 50, "SEK"],
    [149, -49, "SEK"],
    [1_025, -25, "DKK"],
    [1_002, 0, "EUR"],
  ])("takes %i rounded by %i in %s", (amountMinor, roundingMinor, currency) => {
    expect(() => assertCashRounding("roundingMinor", amountMinor, roundingMinor, currency)).not.toThrow();
  });

  it.each([
    [1_001, 4, "CHF"],
    [1_002, 3, "CHF"],
    [1_003, -3, "CHF"],
    [1_004, -4, "CHF"],
    [1_000, 5, "CHF"],
    [1_000, -5, "CHF"],
    [1_002, -1, "CHF"],
    [1_001, 1, "CHF"],
    [1_002, -2, "EUR"],
    [1_000, 1, "JPY"],
  ])("refuses %i rounded by %i in %s", (amountMinor, roundingMinor, currency) => {
    expect(() => assertCashRounding("roundingMinor", amountMinor, roundingMinor, currency)).toThrow(
      expect.objectContaining({ code: "BAD_USER_INPUT", details: { field: "roundingMinor" } }),
    );
  });

  it("finds exactly one rounding for every amount in CHF", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (amountMinor) => {
        const taken = [-4, -3, -2, -1, 1, 2, 3, 4].filter((roundingMinor) => {
          try {
            assertCashRounding("roundingMinor", amountMinor, roundingMinor, "CHF");
            return true;
          } catch {
            return false;
          }
        });

        expect(taken).toHaveLength(amountMinor % 5 === 0 ? 0 : 1);
      }),
    );
  });
});
