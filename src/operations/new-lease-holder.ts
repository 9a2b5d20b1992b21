import type { OperationDeps } from "./deps.js";

/**
 * Names the holder of a lease, another one each time: an instance that lost its lease and took the operation up again
 * would else be mistaken for itself, and both of its tries would record.
 */
export function newLeaseHolder({ instanceId, newId }: Pick<OperationDeps, "instanceId" | "newId">): string {
  return `${instanceId}:${newId("lease")}`;
}
