import type { Work } from "./work.js";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

// Ids are joined, because a template of long parts keeps each part beside the whole, and ids are kept by the million.

/** Ids that show the account: a digit for the family, the time, a piece of the account's id, and eight letters. */
export function newFamilyId(work: Work, prefix: string, family: "1" | "3"): string {
  return [
    `${prefix}_${family}`,
    timeLetters(work.nowSeconds),
    accountFragment(work.account),
    work.drawLetters(8, prefix),
  ].join("");
}

/** Charges, refunds and balance transactions of an intent carry its infix (facts 1). */
export function newRelatedId(work: Work, prefix: string, paymentIntentId: string): string {
  const infix = paymentIntentId.slice("pi_".length, -8);
  return [prefix, "_", infix, work.drawLetters(8, prefix)].join("");
}

/** Plain ids of fourteen letters: tmr_, tml_, req_ and the like. */
export function newPlainId(work: Work, prefix: string): string {
  return `${prefix}_${work.drawLetters(14, prefix)}`;
}

export function accountFragment(account: string): string {
  return account.slice(-10).padStart(10, "0");
}

export function timeLetters(seconds: number): string {
  let rest = seconds;
  let letters = "";
  for (let index = 0; index < 5; index += 1) {
    letters = `${DIGITS[rest % DIGITS.length] ?? "0"}${letters}`;
    rest = Math.floor(rest / DIGITS.length);
  }
  return letters;
}
