import { sql } from "drizzle-orm";
import { bigint, boolean, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "./columns.js";

/** The Stripe account this database belongs to: one row, remembered at the first start and compared at each later one. */
export const accounts = pgTable("accounts", {
  id: text("id").primaryKey(),
  livemode: boolean("livemode").notNull(),
  country: text("country"),
  defaultCurrency: text("default_currency"),
  twintEnabled: boolean("twint_enabled").notNull().default(false),
  keyFingerprint: text("key_fingerprint").notNull(),
  /** The account's feed: counted under this row's lock, taken last in a transaction, so that it commits in order. */
  feedSequence: bigint("feed_sequence", { mode: "number" })
    .notNull()
    .default(sql`0`),
  createdAt: moment("created_at").notNull(),
});
