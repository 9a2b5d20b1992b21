import { type Actor, toActorName } from "../auth/actor.js";
import { requirePermission } from "../auth/policy.js";
import { findLocation } from "../db/locations.js";
import { BadInput } from "../domain/errors.js";
import type { Location } from "../domain/location.js";
import { type AddressInput, toAddress } from "../domain/to-address.js";
import { writeOperation } from "../operations/write-operation.js";
import { assertStripeAvailable } from "./shared/assert-stripe-available.js";
import { answerCreation } from "./shared/answer-creation.js";
import type { Deps } from "./deps.js";
import { assertClientKey, takeRequest } from "./shared/take-request.js";

export interface CreateLocationInput {
  idempotencyKey: string;
  displayName: string;
  address: AddressInput;
  timeZone: string;
}

const MAX_DISPLAY_NAME = 1_000;

/** Makes a location here and at Stripe; Stripe says which parts of the address its country needs. */
export async function createLocation(deps: Deps, actor: Actor, input: CreateLocationInput): Promise<Location> {
  requirePermission(actor, "createLocation");
  assertClientKey("idempotencyKey", input.idempotencyKey);
  assertLocation(input);

  const begun = await deps.db.transaction(async (tx) => {
    const { idempotencyKey: key, ...content } = input;
    const id = deps.newId("location");
    const operationId = deps.newId("operation");
    const request = { mutation: "createLocation", key, input: content, entityId: id, operationId };
    const earlier = await takeRequest(deps, tx, request);
    if (earlier !== null) return { id: earlier, operation: undefined };
    const { displayName, timeZone } = input;
    const address = toAddress(input.address);
    assertStripeAvailable(deps);
    const operation = await writeOperation(deps, tx, {
      id: operationId,
      command: { kind: "CREATE_LOCATION", displayName, address, timeZone },
      draft: { makes: "location", id, displayName, address, timeZone },
      actor: toActorName(actor),
      locationId: id,
    });
    return { id, operation };
  });

  return answerCreation(deps, begun, (id) => findLocation(deps.db, id));
}

function assertLocation({ displayName, address, timeZone }: CreateLocationInput): void {
  if (displayName.trim() === "" || displayName.length > MAX_DISPLAY_NAME) {
    throw new BadInput("displayName", `displayName has 1 to ${MAX_DISPLAY_NAME} characters.`);
  }
  if (!/^[A-Z]{2}$/.test(address.country))
    throw new BadInput("address.country", "country is an ISO 3166 code in upper case.");
  if (!isTimeZone(timeZone)) throw new BadInput("timeZone", `${JSON.stringify(timeZone)} is no IANA time zone.`);
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
