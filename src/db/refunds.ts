import { asc, eq } from "drizzle-orm";
import type { Refund } from "../domain/refund.js";
import type { Queryable } from "./client.js";
import { isIn } from "./filter-conditions.js";
import { refunds } from "./tables/refunds.js";

export async function findRefund(db: Queryable, id: string): Promise<Refund | undefined> {
  const [refund] = await db.select().from(refunds).where(eq(refunds.id, id));
  return refund;
}

/** The refunds of some payments, oldest first. */
export function listRefundsOfPayments(db: Queryable, paymentIds: readonly string[]): Promise<Refund[]> {
  return db
    .select()
    .from(refunds)
    .where(isIn(refunds.paymentId, paymentIds))
    .orderBy(asc(refunds.createdAt), asc(refunds.id));
}
