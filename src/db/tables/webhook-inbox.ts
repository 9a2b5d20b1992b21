import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { INBOX_STATES } from "../../domain/inbox-event.js";
import { isOneOf, moment, owner } from "./columns.js";

/** Events as they came, stripped to ids: the object itself may hold a client secret and is out of date anyway. */
export const webhookInbox = pgTable(
  "webhook_inbox",
  {
    id: text("id").primaryKey(),
    ...owner(),
    stripeEventId: text("stripe_event_id").notNull(),
    stripeAccount: text("stripe_account"),
    type: text("type").notNull(),
    objectType: text("object_type").notNull(),
    objectId: text("object_id").notNull(),
    paymentIntentId: text("payment_intent_id"),
    state: text("state", { enum: INBOX_STATES }).notNull(),
    attempts: integer("attempts").notNull(),
    lastError: text("last_error"),
    eventCreatedAt: moment("event_created_at").notNull(),
    receivedAt: moment("received_at").notNull(),
    nextAttemptAt: moment("next_attempt_at").notNull(),
    doneAt: moment("done_at"),
  },
  (table) => [
    uniqueIndex("webhook_inbox_event").on(table.accountId, table.stripeEventId),
    index("webhook_inbox_due")
      .on(table.nextAttemptAt)
      .where(sql`${table.state} = 'PENDING'`),
    check("webhook_inbox_state", isOneOf(table.state, INBOX_STATES)),
  ],
);
