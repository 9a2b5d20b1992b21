import { route, type Route } from "../api/route.js";
import { expandFields } from "../validation/shared-params.js";
import { sumBalance, type Sums } from "./sum-balance.js";

/** In which an account that took nothing yet has its nothing. */
const HOME_CURRENCY = "chf";

const NOTHING: Sums = { available: 0, pending: 0 };

export const balanceRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/balance",
    answers: "balance",
    fields: expandFields,
    handle: ({ work }) => {
      const sums = [...new Map([[HOME_CURRENCY, NOTHING], ...sumBalance(work)])];
      return {
        object: "balance",
        available: sums.map(([currency, { available }]) => partOf(currency, available)),
        livemode: false,
        pending: sums.map(([currency, { pending }]) => partOf(currency, pending)),
      };
    },
  }),
];

/** Cards and TWINT settle into the same part of the balance. */
function partOf(currency: string, amount: number) {
  return { amount, currency, source_types: { card: amount } };
}
