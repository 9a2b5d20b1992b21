import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { moment, owner } from "./columns.js";

/** A client's own idempotency keys: which entity a request made, so that the same one again answers with it. */
export const clientKeys = pgTable(
  "client_keys",
  {
    ...owner(),
    mutation: text("mutation").notNull(),
    key: text("key").notNull(),
    requestHash: text("request_hash").notNull(),
    entityId: text("entity_id").notNull(),
    operationId: text("operation_id"),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [primaryKey({ name: "client_keys_key", columns: [table.accountId, table.mutation, table.key] })],
);
