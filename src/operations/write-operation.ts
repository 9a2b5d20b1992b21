import { insertOperation } from "../db/operations.js";
import type { Transaction } from "../db/client.js";
import type { Command } from "../domain/command.js";
import type { Operation, OperationDraft } from "../domain/operation.js";
import type { Payment } from "../domain/payment.js";
import type { OperationDeps } from "./deps.js";
import { newLeaseHolder } from "./new-lease-holder.js";

export interface Write {
  /** Given beforehand where a client's idempotency key names the operation. */
  id?: string;
  command: Command;
  actor: string;
  payment?: Payment;
  actionId?: string;
  readerId?: string;
  locationId?: string;
  draft?: OperationDraft;
}

/**
 * Writes a command down, leased to us, as the request that will be sent: committed with the rows it is about, before
 * anything is sent. Undefined where another write to the same PaymentIntent is under way.
 */
export async function writeOperation(
  deps: OperationDeps,
  tx: Transaction,
  write: Write,
): Promise<Operation | undefined> {
  const { command, payment, draft } = write;
  const operation: Operation = {
    id: write.id ?? deps.newId("operation"),
    accountId: deps.account.id,
    livemode: deps.account.livemode,
    locationId: payment?.locationId ?? write.locationId ?? null,
    kind: command.kind,
    state: "PENDING",
    orderId: payment?.orderId ?? null,
    paymentId: payment?.id ?? null,
    actionId: write.actionId ?? null,
    readerId: write.readerId ?? null,
    request: deps.gateway.render(command, payment?.stripeAccount ?? null),
    draft: draft ?? null,
    actor: write.actor,
    attempts: 0,
    firstSentAt: null,
    refusal: null,
    leaseHolder: newLeaseHolder(deps),
    createdAt: deps.clock.now(),
    closedAt: null,
  };
  return (await insertOperation(tx, operation)) ? operation : undefined;
}
