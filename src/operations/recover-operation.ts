import { type Lease, putOff } from "../db/operations.js";
import type { Operation } from "../domain/operation.js";
import { backOffMs, recoveryPlan } from "../domain/recovery-plan.js";
import type { OperationDeps } from "./deps.js";
import { lookUpIntent } from "./look-up-intent.js";
import { perform } from "./perform.js";
import { recordOutcome } from "./record-outcome.js";

/** Goes on with an operation that whoever began it left without an outcome, as its recovery plan says. */
export async function recoverOperation(deps: OperationDeps, operation: Operation): Promise<void> {
  const step = recoveryPlan(operation, deps.clock.now());
  deps.logger.info(
    { operationId: operation.id, kind: operation.kind, attempts: operation.attempts, step },
    "recovering",
  );
  switch (step) {
    case "SEND":
      await perform(deps, operation);
      return;
    case "READ_READER":
      await recordOutcome(deps, operation, { kind: "silence", reason: "whoever sent it is gone" });
      return;
    case "LOOK_UP": {
      const evidence = await lookUpIntent(deps, operation, null);
      const lease: Lease = { operationId: operation.id, holder: deps.instanceId };
      if (evidence === undefined) await putOff(deps.db, lease, backOffMs(operation.attempts));
      else await recordOutcome(deps, operation, evidence);
    }
  }
}
