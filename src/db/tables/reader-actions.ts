import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { PaymentFailure } from "../../domain/payment.js";
import { ACTION_KINDS, ALERTS, LIVE_ACTION_STATES, READER_ACTION_STATES } from "../../domain/reader-action.js";
import { isOneOf, moment, ownerAt } from "./columns.js";
import { payments } from "./payments.js";
import { readers } from "./readers.js";

export const readerActions = pgTable(
  "reader_actions",
  {
    id: text("id").primaryKey(),
    ...ownerAt(),
    kind: text("kind", { enum: ACTION_KINDS }).notNull(),
    state: text("state", { enum: READER_ACTION_STATES }).notNull(),
    paymentId: text("payment_id").notNull(),
    readerId: text("reader_id"),
    attemptKey: text("attempt_key"),
    /** Of the attempt's whole request: another one under the same key is refused. */
    attemptHash: text("attempt_hash"),
    chargeIdBefore: text("charge_id_before"),
    acknowledged: boolean("acknowledged").notNull(),
    readsBeforeAcknowledged: integer("reads_before_acknowledged"),
    redirectUrl: text("redirect_url"),
    returnUrl: text("return_url"),
    returnToken: text("return_token"),
    failure: jsonb("failure").$type<PaymentFailure>(),
    lookUps: integer("look_ups").notNull(),
    unknownSince: moment("unknown_since"),
    unanswered: integer("unanswered").notNull().default(0),
    endAgainAt: moment("end_again_at"),
    alert: text("alert", { enum: ALERTS }),
    deadlineAt: moment("deadline_at").notNull(),
    startedAt: moment("started_at").notNull(),
    endedAt: moment("ended_at"),
    /** When a job looks at it next, in database time; a lease and a queue in one. */
    nextLookAt: moment("next_look_at").notNull(),
  },
  (table) => [
    // Invariant 3: one live action per reader and per payment, an unknown one included.
    uniqueIndex("reader_actions_live_on_reader")
      .on(table.readerId)
      .where(sql`${table.endedAt} is null`),
    uniqueIndex("reader_actions_live_on_payment")
      .on(table.paymentId)
      .where(sql`${table.endedAt} is null`),
    uniqueIndex("reader_actions_attempt").on(table.paymentId, table.attemptKey),
    uniqueIndex("reader_actions_return_token").on(table.returnToken),
    index("reader_actions_of_payment").on(table.paymentId, table.startedAt, table.id),
    index("reader_actions_of_reader").on(table.readerId, table.startedAt, table.id),
    index("reader_actions_to_look_at")
      .on(table.nextLookAt)
      .where(sql`${table.endedAt} is null`),
    check("reader_actions_kind", isOneOf(table.kind, ACTION_KINDS)),
    check("reader_actions_state", isOneOf(table.state, READER_ACTION_STATES)),
    check("reader_actions_alert", isOneOf(table.alert, ALERTS)),
    check("reader_actions_ended", sql`(${table.endedAt} is null) = (${isOneOf(table.state, LIVE_ACTION_STATES)})`),
    foreignKey({ name: "reader_actions_payment", columns: [table.paymentId], foreignColumns: [payments.id] }),
    foreignKey({ name: "reader_actions_reader", columns: [table.readerId], foreignColumns: [readers.id] }),
  ],
);
