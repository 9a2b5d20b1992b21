import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { COMMAND_KINDS } from "../../domain/command.js";
import { OPERATION_STATES, type OperationDraft, type Refusal, type RenderedRequest } from "../../domain/operation.js";
import { isOneOf, moment, owner } from "./columns.js";
import { payments } from "./payments.js";

export const operations = pgTable(
  "operations",
  {
    /** Also the idempotency key under which Stripe is asked. */
    id: text("id").primaryKey(),
    ...owner(),
    /** Null for what has no location yet: the creation of one. */
    locationId: text("location_id"),
    kind: text("kind", { enum: COMMAND_KINDS }).notNull(),
    state: text("state", { enum: OPERATION_STATES }).notNull(),
    orderId: text("order_id"),
    paymentId: text("payment_id"),
    actionId: text("action_id"),
    readerId: text("reader_id"),
    request: jsonb("request").$type<RenderedRequest>().notNull(),
    /** What recording the answer needs besides it: the row that is to be made. */
    draft: jsonb("draft").$type<OperationDraft>(),
    actor: text("actor").notNull(),
    attempts: integer("attempts").notNull(),
    firstSentAt: moment("first_sent_at"),
    refusal: jsonb("refusal").$type<Refusal>(),
    /** Whoever holds the lease may send and record; both are compared when the outcome is written. */
    leaseHolder: text("lease_holder"),
    leaseUntil: moment("lease_until").notNull(),
    nextAttemptAt: moment("next_attempt_at").notNull(),
    createdAt: moment("created_at").notNull(),
    closedAt: moment("closed_at"),
  },
  (table) => [
    // One write at a time to one PaymentIntent; the reader's own cancel runs beside it.
    uniqueIndex("operations_pending_on_payment")
      .on(table.paymentId)
      .where(sql`${table.closedAt} is null and ${table.kind} <> 'CANCEL_READER_ACTION'`),
    uniqueIndex("operations_pending_cancel_on_action")
      .on(table.actionId)
      .where(sql`${table.closedAt} is null and ${table.kind} = 'CANCEL_READER_ACTION'`),
    index("operations_due")
      .on(table.nextAttemptAt)
      .where(sql`${table.closedAt} is null`),
    index("operations_of_payment").on(table.paymentId, table.createdAt),
    index("operations_pending_of_order")
      .on(table.orderId)
      .where(sql`${table.closedAt} is null`),
    index("operations_pending_at_reader")
      .on(table.readerId)
      .where(sql`${table.closedAt} is null`),
    check("operations_kind", isOneOf(table.kind, COMMAND_KINDS)),
    check("operations_state", isOneOf(table.state, OPERATION_STATES)),
    check("operations_closed", sql`(${table.closedAt} is null) = (${table.state} = 'PENDING')`),
    foreignKey({ name: "operations_payment", columns: [table.paymentId], foreignColumns: [payments.id] }),
  ],
);
