import { isCreatedWithin, list } from "../api/list.js";
import { route, type Route } from "../api/route.js";
import { resourceMissing } from "../api/stripe-error.js";
import { formatBalanceTransaction } from "../formatters/balance-transaction.js";
import { string } from "../validation/scalars.js";
import { createdRange, expandFields, listFields } from "../validation/shared-params.js";

const answers = "balance_transaction";
const all = "/v1/balance_transactions";

/** What captures, refunds and their failures did to the balance. */
export const balanceTransactionRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: all,
    answers,
    isList: true,
    fields: {
      ...listFields,
      created: createdRange,
      currency: string(),
      payout: string(),
      source: string(),
      type: string(),
    },
    handle: ({ work, params }) =>
      list(work, {
        table: work.tables.balance_transactions,
        params,
        url: all,
        kind: "balance transaction",
        by: { source: params.source },
        matches: (row) =>
          isCreatedWithin(row.created, params.created) &&
          (params.currency === undefined || row.currency === params.currency.toLowerCase()) &&
          (params.source === undefined || row.source === params.source) &&
          (params.type === undefined || row.type === params.type) &&
          params.payout === undefined,
        format: formatBalanceTransaction,
      }),
  }),
  route({
    method: "GET",
    path: `${all}/:transaction`,
    answers,
    fields: expandFields,
    handle: ({ work, ids }) => {
      const id = ids["transaction"] ?? "";
      const row = work.find("balance_transactions", id);
      if (!row) throw resourceMissing({ kind: "balance transaction", id, param: "id", status: 404 });
      return formatBalanceTransaction(row, work);
    },
  }),
];
