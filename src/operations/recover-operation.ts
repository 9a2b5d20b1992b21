import { putOff } from "../db/operations.js";
import type { Operation } from "../domain/operation.js";
import { backOffMs, recoveryPlan, type RecoveryStep } from "../domain/recovery-plan.js";
import type { OperationDeps } from "./deps.js";
import type { Evidence } from "./evidence.js";
import { keepLease } from "./keep-lease.js";
import { lookUpIntent } from "./look-up-intent.js";
import { perform } from "./perform.js";
import { recordOutcome } from "./record-outcome.js";

/** A location or reader that Stripe never confirmed: it can't be looked for by our id, so a person does. */
const GIVEN_UP: Evidence = {
  kind: "refusal",
  intent: null,
  readNumber: null,
  refusal: {
    code: "given_up",
    message:
      "Stripe did not confirm this in time. Look in its dashboard whether it was made, then ask again with a new key.",
    httpStatus: 503,
    stripeRequestId: null,
  },
};

/** Goes on with an operation that whoever began it left without an outcome, as its recovery plan says. */
export async function recoverOperation(deps: OperationDeps, operation: Operation): Promise<void> {
  const step = recoveryPlan(operation, deps.clock.now());
  deps.logger.info(
    { operationId: operation.id, kind: operation.kind, attempts: operation.attempts, step },
    "recovering",
  );
  if (step === "SEND") {
    await perform(deps, operation);
    return;
  }
  const lease = keepLease(deps, operation);
  try {
    await lookInstead(deps, operation, step);
  } finally {
    lease.letGo();
  }
}

async function lookInstead(
  deps: OperationDeps,
  operation: Operation,
  step: Exclude<RecoveryStep, "SEND">,
): Promise<void> {
  switch (step) {
    case "READ_READER":
      await recordOutcome(deps, operation, { kind: "silence", reason: "whoever sent it is gone" });
      return;
    case "LOOK_UP": {
      const evidence = operation.paymentId === null ? GIVEN_UP : await lookUpIntent(deps, operation, null);
      if (evidence === undefined) await putOff(deps.db, operation, backOffMs(operation.attempts));
      else await recordOutcome(deps, operation, evidence);
    }
  }
}
