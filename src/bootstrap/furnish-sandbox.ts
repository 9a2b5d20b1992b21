import type { Actor } from "../auth/actor.js";
import { createLocation } from "../use-cases/create-location.js";
import type { Deps } from "../use-cases/deps.js";
import { registerReader } from "../use-cases/register-reader.js";

const FURNISHER: Actor = { type: "job", name: "furnish-sandbox" };

const SHOP = {
  idempotencyKey: "sandbox-location",
  displayName: "Sandbox shop",
  address: { line1: "Bahnhofstrasse 1", city: "Zürich", postalCode: "8001", country: "CH" },
  timeZone: "Europe/Zurich",
};

const READERS = [
  { idempotencyKey: "sandbox-reader-1", registrationCode: "simulated-wpe", label: "Till 1" },
  { idempotencyKey: "sandbox-reader-2", registrationCode: "simulated-s700", label: "Till 2" },
];

/** Puts a location and two simulated readers into the sandbox, through the same use cases as an operator; once. */
export async function furnishSandbox(deps: Deps): Promise<void> {
  const location = await createLocation(deps, FURNISHER, SHOP);
  for (const reader of READERS) await registerReader(deps, FURNISHER, { ...reader, locationId: location.id });
}
