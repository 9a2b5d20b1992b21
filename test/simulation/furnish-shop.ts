import type { Actor } from "../../src/auth/actor.js";
import { TillgraphError } from "../../src/domain/errors.js";
import { createApiKey } from "../../src/use-cases/create-api-key.js";
import { createLocation } from "../../src/use-cases/create-location.js";
import type { Deps } from "../../src/use-cases/deps.js";
import { registerReader } from "../../src/use-cases/register-reader.js";
import type { Instance } from "./instance.js";

export interface Shop {
  locationId: string;
  readerIds: readonly string[];
  stripeReaderIds: readonly string[];
  tillKey: string;
  operatorKey: string;
}

const FURNISHER: Actor = { type: "job", name: "furnish" };

const ADDRESS = { line1: "Marktgasse 1", city: "Bern", postalCode: "3011", country: "CH" };
const READERS = ["simulated-wpe", "simulated-s700", "simulated-wpe"];

/** A shop with three readers, and the keys of those who work in it. */
export async function furnishShop({ app }: Instance): Promise<Shop> {
  const { deps } = app;
  const shop = { idempotencyKey: "shop", displayName: "Shop", address: ADDRESS, timeZone: "Europe/Zurich" };
  const location = await askAgain(deps, () => createLocation(deps, FURNISHER, shop));
  const readers = [];
  for (const [place, registrationCode] of READERS.entries()) {
    const label = `Reader ${place + 1}`;
    const idempotencyKey = `reader-${place + 1}`;
    const asked = { idempotencyKey, registrationCode, label, locationId: location.id };
    readers.push(await askAgain(deps, () => registerReader(deps, FURNISHER, asked).then(({ reader }) => reader)));
  }
  const keyDeps = { ...deps, newSecret: deps.settings.newSecret };
  return {
    locationId: location.id,
    readerIds: readers.map(({ id }) => id),
    stripeReaderIds: readers.map(({ stripeReaderId }) => stripeReaderId),
    tillKey: (await createApiKey(keyDeps, { label: "till", role: "TILL" })).key,
    operatorKey: (await createApiKey(keyDeps, { label: "operator", role: "OPERATOR" })).key,
  };
}

const ASK_AGAIN_TIMES = 30;
const ASK_AGAIN_AFTER_MS = 1_000;

/** Under the same key until it is made, as an operator does. */
async function askAgain<T>(deps: Deps, ask: () => Promise<T>): Promise<T> {
  for (let times = 1; ; times += 1) {
    try {
      return await ask();
    } catch (error) {
      if (times === ASK_AGAIN_TIMES || !(error instanceof TillgraphError)) throw error;
      await deps.clock.sleep(ASK_AGAIN_AFTER_MS);
    }
  }
}
