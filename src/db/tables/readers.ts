import { check, foreignKey, index, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { READER_STATUSES } from "../../domain/reader.js";
import { isOneOf, moment, ownerAt } from "./columns.js";
import { locations } from "./locations.js";

export const readers = pgTable(
  "readers",
  {
    id: text("id").primaryKey(),
    ...ownerAt(),
    stripeReaderId: text("stripe_reader_id").notNull(),
    label: text("label").notNull(),
    deviceType: text("device_type").notNull(),
    serialNumber: text("serial_number"),
    status: text("status", { enum: READER_STATUSES }).notNull(),
    lastSeenAt: moment("last_seen_at"),
    metadata: jsonb("metadata").$type<Record<string, unknown>>().notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("readers_stripe_id").on(table.accountId, table.stripeReaderId),
    index("readers_by_age").on(table.accountId, table.createdAt, table.id),
    index("readers_of_location").on(table.locationId, table.createdAt, table.id),
    check("readers_status", isOneOf(table.status, READER_STATUSES)),
    foreignKey({ name: "readers_location", columns: [table.locationId], foreignColumns: [locations.id] }),
  ],
);
