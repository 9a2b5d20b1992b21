import type { CommandKind } from "../../../src/domain/command.js";
import type { Handover, PaymentStatus } from "../../../src/domain/payment.js";
import type { ReaderActionState } from "../../../src/domain/reader-action.js";

/** What DESIGN.md ("What reserves money") says of a payment with something going on around it. */
export type Place = "PAID" | "HELD" | "RESERVED" | "FREE";

export interface Situation {
  status: PaymentStatus;
  action: ReaderActionState | null;
  pending: CommandKind | null;
  handover: Handover;
  unsettled: boolean;
}

/** The rows of DESIGN.md that a status alone decides; CREATING is "an operation pending", an unknown word is not trusted. */
export const BY_STATUS_ALONE: Readonly<Record<Exclude<PaymentStatus, "REQUIRES_PAYMENT_METHOD">, Place>> = {
  CREATING: "RESERVED",
  CREATION_FAILED: "FREE",
  REQUIRES_CONFIRMATION: "RESERVED",
  REQUIRES_ACTION: "RESERVED",
  PROCESSING: "RESERVED",
  REQUIRES_CAPTURE: "HELD",
  CANCELED: "FREE",
  SUCCEEDED: "PAID",
  UNRECOGNIZED: "RESERVED",
};

/** Of all that can be around a payment in REQUIRES_PAYMENT_METHOD, these leave its share free; everything else reserves. */
export const FREE_SITUATIONS: readonly string[] = [
  "no action, nothing pending, SERVER, settled",
  "SUCCEEDED, nothing pending, SERVER, settled",
  "FAILED, nothing pending, SERVER, settled",
  "CANCELED, nothing pending, SERVER, settled",
  "NOT_DELIVERED, nothing pending, SERVER, settled",
];

/** A situation in the words of {@link FREE_SITUATIONS}. */
export function describeSituation({ action, pending, handover, unsettled }: Situation): string {
  return `${action ?? "no action"}, ${pending ?? "nothing"} pending, ${handover}, ${unsettled ? "unsettled" : "settled"}`;
}

export function placeOf(situation: Situation): Place {
  if (situation.status !== "REQUIRES_PAYMENT_METHOD") return BY_STATUS_ALONE[situation.status];
  return FREE_SITUATIONS.includes(describeSituation(situation)) ? "FREE" : "RESERVED";
}
