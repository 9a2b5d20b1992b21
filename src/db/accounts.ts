import { eq } from "drizzle-orm";
import type { Account } from "../domain/account.js";
import type { Database, Queryable } from "./client.js";
import { accounts } from "./tables/accounts.js";

/** The account this database belongs to; undefined before the first start. */
export async function findAccount(db: Queryable): Promise<Account | undefined> {
  const [account] = await db.select().from(accounts).limit(1);
  return account;
}

/** Remembers the account at the first start; of several instances starting together one writes, all read the same. */
export async function insertAccount(db: Database, account: Account): Promise<void> {
  await db.insert(accounts).values(account).onConflictDoNothing();
}

export async function updateAccount(db: Database, account: Account): Promise<void> {
  const { id, createdAt: _, ...rest } = account;
  await db.update(accounts).set(rest).where(eq(accounts.id, id));
}
