import type { Operation } from "../domain/operation.js";
import type { OperationDeps } from "./deps.js";
import { tellOnce } from "./tell-once.js";

/** Writes into the payment's history, once for an operation, that Stripe's answer to it is missing or worth nothing. */
export async function tellUnanswered(
  deps: OperationDeps,
  { id, kind, paymentId, actor }: Operation,
  code: string | null = null,
): Promise<void> {
  if (paymentId === null) return;
  const about = { name: "operationId" as const, id };
  await tellOnce(deps, { type: "operation.unanswered", paymentId, actor, about, data: { command: kind, code } });
}
