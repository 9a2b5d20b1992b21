import { route, type Route } from "../api/route.js";
import { assertAccount } from "../api/assert-account.js";
import { formatAccount } from "../formatters/account.js";
import { expandFields } from "../validation/shared-params.js";

const answers = "account";

export const accountRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/account",
    answers,
    fields: expandFields,
    handle: ({ work }) => formatAccount(work.account, work),
  }),
  route({
    method: "GET",
    path: "/v1/accounts/:account",
    answers,
    fields: expandFields,
    handle: ({ work, ids }) => {
      const id = ids["account"] ?? "";
      assertAccount(id);
      return formatAccount(id, work);
    },
  }),
];
