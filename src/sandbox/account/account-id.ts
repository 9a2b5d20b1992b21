import { timeLetters } from "../api/new-id.js";
import { lettersOf } from "../store/random.js";

/** Shaped as Stripe's: the last ten letters come back in the ids of the account's objects. */
export function accountIdOf(seed: string, createdAt: number): string {
  return `acct_1${timeLetters(createdAt)}${lettersOf(10, seed, "account")}`;
}
