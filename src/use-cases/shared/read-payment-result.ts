import { findOrder } from "../../db/orders.js";
import { findPayment } from "../../db/payments.js";
import { findAction, listLatestActions } from "../../db/reader-actions.js";
import { NotFound } from "../../domain/errors.js";
import type { Deps } from "../deps.js";
import type { PaymentResult } from "../results.js";

/** A payment with its order and its action as they stand now: the one asked for, or else the latest. */
export async function readPaymentResult(deps: Deps, paymentId: string, actionId?: string): Promise<PaymentResult> {
  const payment = await findPayment(deps.db, paymentId);
  if (payment === undefined) throw new NotFound("payment", paymentId);
  const order = payment.orderId === null ? undefined : await findOrder(deps.db, payment.orderId);
  const action =
    actionId === undefined ? (await listLatestActions(deps.db, [paymentId]))[0] : await findAction(deps.db, actionId);
  return { payment, order: order ?? null, action: action ?? null, warnings: [] };
}
