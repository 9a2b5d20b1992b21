import { index, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { Address } from "../../domain/location.js";
import { moment, owner } from "./columns.js";

export const locations = pgTable(
  "locations",
  {
    id: text("id").primaryKey(),
    ...owner(),
    stripeLocationId: text("stripe_location_id").notNull(),
    displayName: text("display_name").notNull(),
    address: jsonb("address").$type<Address>().notNull(),
    timeZone: text("time_zone").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("locations_stripe_id").on(table.accountId, table.stripeLocationId),
    index("locations_by_age").on(table.accountId, table.createdAt, table.id),
  ],
);
