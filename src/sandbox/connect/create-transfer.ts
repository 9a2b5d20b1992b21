import { mergeMetadata } from "../api/merge-metadata.js";
import type { Call } from "../api/route.js";
import { invalidParameter, refusal, resourceMissing } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import { sumBalance } from "../balance/sum-balance.js";
import type { ChargeRow } from "../entities/charge.js";
import type { StripeObject } from "../entities/row.js";
import { formatTransfer } from "../formatters/transfer.js";
import { readCurrency } from "../payments/currency.js";
import type { ReadFields } from "../validation/param.js";
import { transferMoney } from "./transfer-money.js";
import type { createTransferFields } from "./transfer-routes.js";

/** Separate from the charge: out of its money where one is named, out of the available balance otherwise (facts 10). */
export function createTransfer({ work, params }: Call<ReadFields<typeof createTransferFields>>): StripeObject {
  const { destination, source_transaction: source } = params;
  const currency = readCurrency(params.currency);
  if (!/^acct_\w+$/.test(destination) || destination === work.account)
    throw resourceMissing({ kind: "destination", id: destination, param: "destination", status: 400 });

  const charge = source === undefined ? undefined : chargeWith(work, source, currency);
  const amount = params.amount ?? charge?.amountCaptured;
  if (amount === undefined)
    throw invalidParameter({ code: "parameter_missing", message: "Missing required param: amount.", param: "amount" });
  if (charge) assertLeft(work, charge, amount);
  else assertAvailable(work, amount, currency);

  const transfer = transferMoney(work, {
    amount,
    currency,
    description: params.description ?? null,
    destination,
    metadata: mergeMetadata({}, params.metadata),
    sourceTransaction: charge?.id ?? null,
    transferGroup:
      params.transfer_group ?? charge?.transferGroup ?? (charge ? `group_${charge.paymentIntentId}` : null),
  });
  return formatTransfer(transfer, work);
}

function chargeWith(work: Work, id: string, currency: string): ChargeRow {
  const charge = work.find("charges", id);
  if (!charge) throw resourceMissing({ kind: "charge", id, param: "source_transaction", status: 400 });
  if (charge.captured && charge.currency === currency) return charge;
  const message = charge.captured
    ? `The currency of source_transaction's balance transaction (${charge.currency}) must be the same as the transfer currency (${currency})`
    : "Cannot use an uncaptured charge as a source_transaction. You must capture the charge before using it.";
  throw invalidParameter({ message, param: "source_transaction" });
}

/** All transfers of a charge together are never more than the charge. */
function assertLeft(work: Work, charge: ChargeRow, amount: number): void {
  let left = charge.amountCaptured;
  for (const transfer of work.tables.transfers.newestFirst(work.account)) {
    if (transfer.sourceTransaction === charge.id) left -= transfer.amount - transfer.amountReversed;
  }
  if (amount <= left) return;
  const message =
    `Transfers using this transaction as a source must not exceed the source amount of ${charge.amountCaptured}. ` +
    `(Note: this source transaction already has transfers of ${charge.amountCaptured - left}.)`;
  throw refusal({ message, param: "amount" });
}

function assertAvailable(work: Work, amount: number, currency: string): void {
  if (amount <= (sumBalance(work).get(currency)?.available ?? 0)) return;
  const message =
    "You have insufficient available funds in your Stripe account. Try adding funds directly to your available " +
    "balance by creating Charges using the 4000000000000077 test card.";
  throw refusal({ code: "balance_insufficient", message });
}
