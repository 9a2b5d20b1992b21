import { check, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { ROLES } from "../../domain/role.js";
import { isOneOf, moment, owner } from "./columns.js";

/** Who may talk to us. Only a hash is kept: the key itself is shown once, when it is made. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: text("id").primaryKey(),
    ...owner(),
    label: text("label").notNull(),
    role: text("role", { enum: ROLES }).notNull(),
    hash: text("hash").notNull(),
    /** Null: every location. */
    locationIds: text("location_ids").array(),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at"),
    revokedAt: moment("revoked_at"),
  },
  (table) => [uniqueIndex("api_keys_hash").on(table.hash), check("api_keys_role", isOneOf(table.role, ROLES))],
);
