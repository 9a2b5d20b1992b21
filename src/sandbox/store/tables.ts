import type { ApplicationFeeRow, FeeRefundRow } from "../entities/application-fee.js";
import type { BalanceTransactionRow } from "../entities/balance-transaction.js";
import type { IdempotencyRow, RedirectRow, SettingsRow, TaskRow } from "../entities/bookkeeping.js";
import type { ChargeRow } from "../entities/charge.js";
import type { CustomerRow } from "../entities/customer.js";
import type { EventRow } from "../entities/event.js";
import type { LocationRow } from "../entities/location.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { PaymentMethodRow } from "../entities/payment-method.js";
import type { ReaderRow } from "../entities/reader.js";
import type { RefundRow } from "../entities/refund.js";
import type { TransferReversalRow, TransferRow } from "../entities/transfer.js";
import type { DeliveryRow, WebhookEndpointRow } from "../entities/webhook.js";
import { Table } from "./table.js";

export interface Rows {
  application_fees: ApplicationFeeRow;
  balance_transactions: BalanceTransactionRow;
  charges: ChargeRow;
  customers: CustomerRow;
  deliveries: DeliveryRow;
  events: EventRow;
  fee_refunds: FeeRefundRow;
  idempotency: IdempotencyRow;
  locations: LocationRow;
  payment_intents: PaymentIntentRow;
  payment_methods: PaymentMethodRow;
  readers: ReaderRow;
  redirects: RedirectRow;
  refunds: RefundRow;
  settings: SettingsRow;
  tasks: TaskRow;
  transfer_reversals: TransferReversalRow;
  transfers: TransferRow;
  webhook_endpoints: WebhookEndpointRow;
}

export type TableName = keyof Rows;
export type Tables = { readonly [Name in TableName]: Table<Rows[Name]> };

/** Tables that are listed through the API keep the order of creation; the others only need their ids. */
export function createTables(): Tables {
  return {
    application_fees: new Table({ ordered: true }),
    balance_transactions: new Table({ ordered: true }),
    charges: new Table({ ordered: true }),
    customers: new Table({ ordered: true }),
    deliveries: new Table({ ordered: false }),
    events: new Table({ ordered: true, packs: "object" }),
    fee_refunds: new Table({ ordered: true }),
    idempotency: new Table({ ordered: false, packs: "first" }),
    locations: new Table({ ordered: true }),
    payment_intents: new Table({ ordered: true }),
    payment_methods: new Table({ ordered: true }),
    readers: new Table({ ordered: true }),
    redirects: new Table({ ordered: false }),
    refunds: new Table({ ordered: true }),
    settings: new Table({ ordered: false }),
    tasks: new Table({ ordered: false }),
    transfer_reversals: new Table({ ordered: true }),
    transfers: new Table({ ordered: true }),
    webhook_endpoints: new Table({ ordered: true }),
  };
}
