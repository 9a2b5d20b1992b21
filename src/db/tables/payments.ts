import { sql, type SQLWrapper } from "drizzle-orm";
import { boolean, check, foreignKey, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import {
  CAPTURE_DEADLINE_SOURCES,
  CAPTURE_METHODS,
  type CardDetails,
  HANDOVERS,
  PAYMENT_ORIGINS,
  PAYMENT_STATUSES,
  type PaymentFailure,
  TENDERS,
  UNDER_WAY_STATUSES,
} from "../../domain/payment.js";
import { databaseNow } from "../database-time.js";
import { isOneOf, minorUnits, moment, ownerAt } from "./columns.js";
import { locations } from "./locations.js";
import { orders } from "./orders.js";

/** As the index says it, word for word: with the statuses as a parameter it could not be used. */
export function isUnattended(table: { status: { name: string }; handover: SQLWrapper; handoverUnsettled: SQLWrapper }) {
  const isOpen = isOneOf(table.status, UNDER_WAY_STATUSES);
  return sql`${isOpen} and (${table.handover} = 'CLIENT' or ${table.handoverUnsettled})`;
}

export const payments = pgTable(
  "payments",
  {
    id: text("id").primaryKey(),
    ...ownerAt(),
    orderId: text("order_id"),
    /** Whether its order is open, repeated here so that open holds are found by one small index (a join took 4 ms, this 0.09). */
    orderOpen: boolean("order_open").notNull(),
    tillId: text("till_id"),
    origin: text("origin", { enum: PAYMENT_ORIGINS }).notNull(),
    tender: text("tender", { enum: TENDERS }).notNull(),
    status: text("status", { enum: PAYMENT_STATUSES }).notNull(),
    stripeStatus: text("stripe_status"),
    handover: text("handover", { enum: HANDOVERS }).notNull(),
    amountMinor: minorUnits("amount_minor").notNull(),
    tipMinor: minorUnits("tip_minor").notNull(),
    captureTipMinor: minorUnits("capture_tip_minor").notNull(),
    currency: text("currency").notNull(),
    amountCapturableMinor: minorUnits("amount_capturable_minor").notNull(),
    amountReceivedMinor: minorUnits("amount_received_minor").notNull(),
    amountRefundedMinor: minorUnits("amount_refunded_minor").notNull(),
    changeMinor: minorUnits("change_minor"),
    roundingMinor: minorUnits("rounding_minor"),
    applicationFeeMinor: minorUnits("application_fee_minor"),
    captureMethod: text("capture_method", { enum: CAPTURE_METHODS }),
    captureBefore: moment("capture_before"),
    captureBeforeSource: text("capture_before_source", { enum: CAPTURE_DEADLINE_SOURCES }),
    stripePaymentIntentId: text("stripe_payment_intent_id"),
    stripeChargeId: text("stripe_charge_id"),
    stripeAccount: text("stripe_account"),
    card: jsonb("card").$type<CardDetails>(),
    lastError: jsonb("last_error").$type<PaymentFailure>(),
    handoverUnsettled: boolean("handover_unsettled").notNull(),
    readsStarted: integer("reads_started").notNull(),
    lastReadRecorded: integer("last_read_recorded").notNull(),
    /** When a job looks at it next where nobody else attends to it, in database time; a claim and a queue in one. */
    nextLookAt: moment("next_look_at").notNull().default(databaseNow),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    uniqueIndex("payments_stripe_id").on(table.accountId, table.stripePaymentIntentId),
    index("payments_by_age").on(table.accountId, table.createdAt, table.id),
    index("payments_by_amount").on(table.accountId, table.amountMinor, table.id),
    index("payments_of_order").on(table.orderId, table.createdAt, table.id),
    index("payments_of_location").on(table.accountId, table.locationId, table.createdAt, table.id),
    index("payments_by_status").on(table.accountId, table.status, table.createdAt, table.id),
    index("payments_by_charge").on(table.accountId, table.stripeChargeId),
    index("payments_by_capture_deadline").on(table.accountId, table.captureBefore, table.id),
    index("payments_open_holds")
      .on(table.accountId, table.captureBefore, table.id)
      .where(sql`${table.status} = 'REQUIRES_CAPTURE' and ${table.orderOpen}`),
    index("payments_unattended").on(table.nextLookAt).where(isUnattended(table)),
    check("payments_origin", isOneOf(table.origin, PAYMENT_ORIGINS)),
    check("payments_tender", isOneOf(table.tender, TENDERS)),
    check("payments_status", isOneOf(table.status, PAYMENT_STATUSES)),
    check("payments_handover", isOneOf(table.handover, HANDOVERS)),
    check("payments_capture_method", isOneOf(table.captureMethod, CAPTURE_METHODS)),
    check("payments_capture_before_source", isOneOf(table.captureBeforeSource, CAPTURE_DEADLINE_SOURCES)),
    foreignKey({ name: "payments_order", columns: [table.orderId], foreignColumns: [orders.id] }),
    foreignKey({ name: "payments_location", columns: [table.locationId], foreignColumns: [locations.id] }),
  ],
);
