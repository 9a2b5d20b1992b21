import { check, foreignKey, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { PAYMENT_ORIGINS } from "../../domain/payment.js";
import { REFUND_STATUSES } from "../../domain/refund.js";
import { isOneOf, minorUnits, moment, ownerAt } from "./columns.js";
import { payments } from "./payments.js";

export const refunds = pgTable(
  "refunds",
  {
    id: text("id").primaryKey(),
    ...ownerAt(),
    paymentId: text("payment_id").notNull(),
    status: text("status", { enum: REFUND_STATUSES }).notNull(),
    amountMinor: minorUnits("amount_minor").notNull(),
    currency: text("currency").notNull(),
    reason: text("reason"),
    failureReason: text("failure_reason"),
    stripeRefundId: text("stripe_refund_id"),
    origin: text("origin", { enum: PAYMENT_ORIGINS }).notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("refunds_stripe_id").on(table.accountId, table.stripeRefundId),
    index("refunds_of_payment").on(table.paymentId, table.createdAt, table.id),
    check("refunds_status", isOneOf(table.status, REFUND_STATUSES)),
    check("refunds_origin", isOneOf(table.origin, PAYMENT_ORIGINS)),
    foreignKey({ name: "refunds_payment", columns: [table.paymentId], foreignColumns: [payments.id] }),
  ],
);
