import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { ORDER_PAYMENT_STATES, ORDER_STATUSES } from "../../domain/order.js";
import { isOneOf, minorUnits, moment, ownerAt } from "./columns.js";
import { locations } from "./locations.js";

export const orders = pgTable(
  "orders",
  {
    id: text("id").primaryKey(),
    ...ownerAt(),
    reference: text("reference").notNull(),
    status: text("status", { enum: ORDER_STATUSES }).notNull(),
    tillId: text("till_id").notNull(),
    staffRef: text("staff_ref"),
    currency: text("currency").notNull(),
    totalMinor: minorUnits("total_minor").notNull(),
    // The projection of its payments, written under this row's lock; foldOrder in domain/ is the oracle.
    paymentState: text("payment_state", { enum: ORDER_PAYMENT_STATES }).notNull(),
    authorizedMinor: minorUnits("authorized_minor").notNull(),
    paidMinor: minorUnits("paid_minor").notNull(),
    refundedMinor: minorUnits("refunded_minor").notNull(),
    tipMinor: minorUnits("tip_minor").notNull(),
    reservedMinor: minorUnits("reserved_minor").notNull(),
    holdUntil: moment("hold_until"),
    sequence: integer("sequence").notNull(),
    stripeAccount: text("stripe_account"),
    metadata: jsonb("metadata").$type<Record<string, unknown>>().notNull(),
    contentHash: text("content_hash").notNull(),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    completedAt: moment("completed_at"),
  },
  (table) => [
    uniqueIndex("orders_reference").on(table.accountId, table.locationId, table.reference),
    index("orders_by_age").on(table.accountId, table.createdAt, table.id),
    index("orders_by_total").on(table.accountId, table.totalMinor, table.id),
    index("orders_of_location").on(table.accountId, table.locationId, table.createdAt, table.id),
    index("orders_by_payment_state").on(table.accountId, table.paymentState, table.createdAt, table.id),
    index("orders_reference_prefix").on(table.accountId, table.reference.op("text_pattern_ops")),
    check("orders_status", isOneOf(table.status, ORDER_STATUSES)),
    check("orders_payment_state", isOneOf(table.paymentState, ORDER_PAYMENT_STATES)),
    check("orders_total", sql`${table.totalMinor} >= 0`),
    foreignKey({ name: "orders_location", columns: [table.locationId], foreignColumns: [locations.id] }),
  ],
);

export const orderLines = pgTable(
  "order_lines",
  {
    ...ownerAt(),
    orderId: text("order_id").notNull(),
    position: integer("position").notNull(),
    description: text("description").notNull(),
    quantity: integer("quantity").notNull(),
    unitAmountMinor: minorUnits("unit_amount_minor").notNull(),
    amountMinor: minorUnits("amount_minor").notNull(),
    taxMinor: minorUnits("tax_minor"),
  },
  (table) => [
    primaryKey({ name: "order_lines_key", columns: [table.orderId, table.position] }),
    foreignKey({ name: "order_lines_order", columns: [table.orderId], foreignColumns: [orders.id] }),
  ],
);
