import { type Actor, toActorName } from "../auth/actor.js";
import { requireLocation, requirePermission } from "../auth/policy.js";
import { findLocation } from "../db/locations.js";
import { findReader } from "../db/readers.js";
import { BadInput, NotFound } from "../domain/errors.js";
import { assertMetadata } from "../domain/order-content.js";
import { writeOperation } from "../operations/write-operation.js";
import { assertStripeAvailable } from "./shared/assert-stripe-available.js";
import { answerCreation } from "./shared/answer-creation.js";
import type { Deps } from "./deps.js";
import type { ReaderResult } from "./results.js";
import { assertClientKey, takeRequest } from "./shared/take-request.js";

export interface RegisterReaderInput {
  idempotencyKey: string;
  locationId: string;
  registrationCode: string;
  /** Default: the reader's serial number. */
  label?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
}

const MAX_LABEL = 200;

/** Pairs a reader by the code on its screen, or a simulated one by `simulated-wpe`, `simulated-s700` or `simulated-s710`. */
export async function registerReader(deps: Deps, actor: Actor, input: RegisterReaderInput): Promise<ReaderResult> {
  requirePermission(actor, "registerReader");
  requireLocation(actor, input.locationId);
  assertClientKey("idempotencyKey", input.idempotencyKey);
  assertReader(input);

  const begun = await deps.db.transaction(async (tx) => {
    const { idempotencyKey: key, ...content } = input;
    const id = deps.newId("reader");
    const operationId = deps.newId("operation");
    const request = { mutation: "registerReader", key, input: content, entityId: id, operationId };
    const earlier = await takeRequest(deps, tx, request);
    if (earlier !== null) return { id: earlier, operation: undefined };
    const location = await findLocation(tx, input.locationId);
    if (location === undefined) throw new NotFound("location", input.locationId, "locationId");
    const { registrationCode } = input;
    const label = input.label ?? null;
    const metadata = input.metadata ?? {};
    assertStripeAvailable(deps);
    const operation = await writeOperation(deps, tx, {
      id: operationId,
      command: {
        kind: "REGISTER_READER",
        registrationCode,
        stripeLocationId: location.stripeLocationId,
        label,
        metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, toText(value)])),
      },
      draft: { makes: "reader", id, locationId: location.id, label, metadata },
      actor: toActorName(actor),
      locationId: location.id,
      readerId: id,
    });
    return { id, operation };
  });

  return { reader: await answerCreation(deps, begun, (id) => findReader(deps.db, id)), action: null };
}

function assertReader({ registrationCode, label, metadata }: RegisterReaderInput): void {
  if (registrationCode.trim() === "" || registrationCode.length > MAX_LABEL) {
    throw new BadInput("registrationCode", "registrationCode is the code that the reader shows.");
  }
  if (label != null && (label.trim() === "" || label.length > MAX_LABEL))
    throw new BadInput("label", `label has 1 to ${MAX_LABEL} characters.`);
  assertMetadata(metadata);
}

/** Stripe's metadata holds text only. */
function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
