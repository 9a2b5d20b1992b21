import type { Stripe } from "stripe";
import type { AccountSnapshot, ReadResult } from "../gateway.js";
import { READ_TIME_OUT_MS } from "../time-outs.js";
import { readObject } from "./read-object.js";

export function readAccount(client: Stripe): Promise<ReadResult<AccountSnapshot>> {
  const call = { method: "GET", path: "/v1/account", stripeAccount: null, timeOutMs: READ_TIME_OUT_MS } as const;
  return readObject(client, call, { object: "account", convert: toAccountSnapshot });
}

function toAccountSnapshot(body: Record<string, unknown>): AccountSnapshot {
  const account = body as unknown as Stripe.Account;
  return {
    id: account.id,
    country: account.country ?? null,
    defaultCurrency: account.default_currency?.toUpperCase() ?? null,
    twintEnabled: account.capabilities?.twint_payments === "active",
  };
}
