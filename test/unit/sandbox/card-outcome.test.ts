import { expect, it } from "vitest";

import { declineOf } from "../../../src/sandbox/payments/card-outcome.js";
import { DEFAULT_CARD, findTestCard, testCards, type TestCard } from "../../../src/sandbox/payments/test-cards.js";

function card(number: string): TestCard {
  const found = findTestCard(number);
  if (!found) throw new Error(`no test card ${number}`);
  return found;
}

it("plays all thirty-one cards of the reader's test page", () => {
  expect(testCards()).toHaveLength(31);
});

it.each([
  ["4000000000000002", "card_declined", "generic_decline"],
  ["4000000000009995", "card_declined", "insufficient_funds"],
  ["4000000000009987", "card_declined", "lost_card"],
  ["4000000000009979", "card_declined", "stolen_card"],
  ["4000000000000069", "expired_card", "expired_card"],
  ["4000000000000119", "processing_error", "processing_error"],
])("declines %s as %s, %s", (number, code, declineCode) => {
  expect(declineOf(card(number), 2000)).toMatchObject({ code, declineCode });
});

it.each([
  [2000, undefined],
  [2001, "call_issuer"],
  [2002, "offline_pin_required"],
  [2003, "online_or_offline_pin_required"],
  [2005, "generic_decline"],
  [2042, undefined],
  [2055, "incorrect_pin"],
  [2065, "withdrawal_count_limit_exceeded"],
  [2075, "pin_try_exceeded"],
])("decides %i by its last two digits: %s", (amount, declineCode) => {
  expect(declineOf(card(DEFAULT_CARD), amount)?.declineCode).toBe(declineCode);
});

it("names the PIN itself as the error of an amount that asks for one", () => {
  expect(declineOf(card(DEFAULT_CARD), 2003)?.code).toBe("online_or_offline_pin_required");
});

it("approves an amount that asks for a PIN when the card has one", () => {
  expect(declineOf(card("4001007020000002"), 2003)).toBeUndefined();
});

it("takes a number with spaces, and knows no others", () => {
  expect(findTestCard("4242 4242 4242 4242")?.brand).toBe("visa");
  expect(findTestCard("4242424242424241")).toBeUndefined();
});
