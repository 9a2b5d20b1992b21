import { bigint, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { moment, ownerAt } from "./columns.js";

/** What happened, in order; append-only by a trigger of its own migration. */
export const timeline = pgTable(
  "timeline",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    ...ownerAt(),
    orderId: text("order_id"),
    /** Per order, counted under its lock. */
    sequence: integer("sequence").notNull(),
    /** Per account, in the order of commits; null for what was written before there was a feed. */
    feedSequence: bigint("feed_sequence", { mode: "number" }),
    paymentId: text("payment_id"),
    at: moment("at").notNull(),
    type: text("type").notNull(),
    actor: text("actor").notNull(),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    stripeRequestId: text("stripe_request_id"),
    stripeEventId: text("stripe_event_id"),
  },
  (table) => [
    uniqueIndex("timeline_of_order").on(table.orderId, table.sequence),
    index("timeline_of_payment").on(table.paymentId, table.id),
    uniqueIndex("timeline_feed").on(table.accountId, table.feedSequence),
  ],
);
