import type { Work } from "../api/work.js";
import type { StripeObject } from "../entities/row.js";
import { formatAccount } from "./account.js";
import { formatBalanceTransaction } from "./balance-transaction.js";
import { formatCharge } from "./charge.js";
import { formatCustomer } from "./customer.js";
import { formatLocation } from "./location.js";
import { formatPaymentIntent } from "./payment-intent.js";
import { formatPaymentMethod } from "./payment-method.js";
import { formatReader } from "./reader.js";
import { formatRefund } from "./refund.js";

type Finder = (work: Work, id: string) => StripeObject | undefined;

function finder<R>(
  find: (work: Work, id: string) => R | undefined,
  format: (row: R, work: Work) => StripeObject,
): Finder {
  return (work, id) => {
    const row = find(work, id);
    return row === undefined ? undefined : format(row, work);
  };
}

const charges = finder((work, id) => work.find("charges", id), formatCharge);
const refunds = finder((work, id) => work.find("refunds", id), formatRefund);

const FINDERS: Readonly<Record<string, Finder>> = {
  acct: (work, id) => (id === work.account ? formatAccount(id, work) : undefined),
  ch: charges,
  cus: finder((work, id) => work.find("customers", id), formatCustomer),
  pi: finder((work, id) => work.find("payment_intents", id), formatPaymentIntent),
  pm: finder((work, id) => work.find("payment_methods", id), formatPaymentMethod),
  py: charges,
  pyr: refunds,
  re: refunds,
  tml: finder((work, id) => work.find("locations", id), formatLocation),
  tmr: finder((work, id) => work.find("readers", id), formatReader),
  txn: finder((work, id) => work.find("balance_transactions", id), formatBalanceTransaction),
};

/** Any object of the account by its id: the prefix says what it is. */
export function findObject(work: Work, id: string): StripeObject | undefined {
  const prefix = id.slice(0, id.indexOf("_"));
  return Object.hasOwn(FINDERS, prefix) ? FINDERS[prefix]?.(work, id) : undefined;
}

/** The list that a charge carries only when it is asked for (facts 7). */
export function refundsOfCharge(work: Work, chargeId: string): StripeObject | undefined {
  const charge = work.find("charges", chargeId);
  if (!charge) return undefined;
  const data = charge.refundIds.map((id) => refunds(work, id)).toReversed();
  return { object: "list", data, has_more: false, total_count: data.length, url: `/v1/charges/${chargeId}/refunds` };
}
