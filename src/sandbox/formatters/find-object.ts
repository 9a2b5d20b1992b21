import type { Work } from "../api/work.js";
import type { StripeObject } from "../entities/row.js";
import { formatAccount } from "./account.js";
import { formatApplicationFee, formatFeeRefund } from "./application-fee.js";
import { formatBalanceTransaction } from "./balance-transaction.js";
import { formatCharge } from "./charge.js";
import { formatCustomer } from "./customer.js";
import { formatLocation } from "./location.js";
import { newestFew } from "./newest-few.js";
import { formatPaymentIntent } from "./payment-intent.js";
import { formatPaymentMethod } from "./payment-method.js";
import { formatReader } from "./reader.js";
import { formatRefund } from "./refund.js";
import { formatTransfer, formatTransferReversal } from "./transfer.js";

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
  fee: finder((work, id) => work.findOnPlatform("application_fees", id), formatApplicationFee),
  fr: finder((work, id) => work.findOnPlatform("fee_refunds", id), formatFeeRefund),
  pi: finder((work, id) => work.find("payment_intents", id), formatPaymentIntent),
  pm: finder((work, id) => work.find("payment_methods", id), formatPaymentMethod),
  py: charges,
  pyr: refunds,
  re: refunds,
  tml: finder((work, id) => work.find("locations", id), formatLocation),
  tmr: finder((work, id) => work.find("readers", id), formatReader),
  tr: finder((work, id) => work.find("transfers", id), formatTransfer),
  trr: finder((work, id) => work.find("transfer_reversals", id), formatTransferReversal),
  txn: finder((work, id) => work.find("balance_transactions", id), formatBalanceTransaction),
};

/** Any object of the account by its id: the prefix says what it is. */
export function findObject(work: Work, id: string): StripeObject | undefined {
  const prefix = id.slice(0, id.indexOf("_"));
  return Object.hasOwn(FINDERS, prefix) ? FINDERS[prefix]?.(work, id) : undefined;
}

/** The list that an intent carried before `latest_charge` took its place. */
export function chargesOfIntent(work: Work, intentId: string): StripeObject | undefined {
  const intent = work.find("payment_intents", intentId);
  if (!intent) return undefined;
  // The newest may have been made by this very request, and is in no table yet.
  const newest = work.find("charges", intent.latestChargeId ?? "");
  const data = newest ? [formatCharge(newest)] : [];
  for (const charge of work.tables.charges.newestFirst(work.account)) {
    if (charge.created < intent.created) break;
    if (charge.paymentIntentId === intentId && charge.id !== newest?.id) data.push(formatCharge(charge));
  }
  const url = `/v1/charges?payment_intent=${intentId}`;
  return { object: "list", data, has_more: false, total_count: data.length, url };
}

/** The list that a charge carries only when it is asked for (facts 7). */
export function refundsOfCharge(work: Work, chargeId: string): StripeObject | undefined {
  const charge = work.find("charges", chargeId);
  if (!charge) return undefined;
  return newestFew(charge.refundIds, {
    find: (id) => work.find("refunds", id),
    format: formatRefund,
    url: `/v1/charges/${chargeId}/refunds`,
  });
}
