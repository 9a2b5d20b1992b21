import { type Actor, toActorName } from "../auth/actor.js";
import { requireLocation, requirePermission } from "../auth/policy.js";
import { findAction, listLiveActionsOfReaders } from "../db/reader-actions.js";
import { findReader } from "../db/readers.js";
import { BadInput, NotFound, TillgraphError } from "../domain/errors.js";
import type { Reader } from "../domain/reader.js";
import { toRefusalError } from "../domain/refusals.js";
import { refreshPayment } from "../operations/refresh-payment.js";
import { waitWithin } from "../operations/wait-within.js";
import type { ReadResult } from "../stripe/gateway.js";
import type { Deps } from "./deps.js";
import type { ReaderResult } from "./results.js";

export interface PresentPaymentMethodInput {
  readerId: string;
  number?: string | null | undefined;
  interac: boolean;
  tipMinor?: number | null | undefined;
}

/** Holds a simulated card to a simulated reader. Never on live keys, and only with a TEST key. */
export async function presentPaymentMethod(
  deps: Deps,
  actor: Actor,
  input: PresentPaymentMethodInput,
): Promise<ReaderResult> {
  requirePermission(actor, "presentPaymentMethod");
  if (deps.account.livemode)
    throw new TillgraphError("TEST_HELPERS_DISABLED", "There are no test helpers on live keys.");
  if (input.number != null && !/^\d{12,19}$/.test(input.number))
    throw new BadInput("number", "number must be 12 to 19 digits.");
  if (input.tipMinor != null && input.tipMinor < 0) throw new BadInput("tipMinor", "tipMinor must be 0 or more.");
  const reader = await findReader(deps.db, input.readerId);
  if (reader === undefined) throw new NotFound("reader", input.readerId, "readerId");
  requireLocation(actor, reader.locationId);
  const [action] = await listLiveActionsOfReaders(deps.db, [reader.id]);

  const card = {
    stripeReaderId: reader.stripeReaderId,
    number: input.number ?? null,
    interac: input.interac,
    tipMinor: input.tipMinor ?? null,
  };
  const present = async () => {
    const held = await deps.gateway.presentPaymentMethod(card, null);
    if (held.outcome === "Found" && action !== undefined) {
      await refreshPayment(deps, action.paymentId, { actor: toActorName(actor) });
    }
    return held;
  };
  assertPresented(await waitWithin(deps, { name: "present", work: present }), reader);
  if (action === undefined) return { reader, action: null };
  return {
    reader: (await findReader(deps.db, reader.id)) ?? reader,
    action: (await findAction(deps.db, action.id)) ?? null,
  };
}

function assertPresented(held: ReadResult<unknown> | undefined, reader: Reader): void {
  if (held?.outcome === "Found") return;
  if (held?.outcome === "Refused") throw toRefusalError(held.refusal);
  if (held?.outcome === "Missing") throw new NotFound("reader at Stripe", reader.stripeReaderId, "readerId");
  throw new TillgraphError("STRIPE_UNAVAILABLE", "Stripe did not answer in time.", {
    retryable: true,
    effect: "POSSIBLE",
  });
}
