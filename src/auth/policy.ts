import { TillgraphError } from "../domain/errors.js";
import type { Role } from "../domain/role.js";
import type { Actor } from "./actor.js";

const TILL = ["TILL", "TEST"] as const;
const TILL_AND_OFFICE = ["TILL", "TEST", "BACK_OFFICE"] as const;
const ANYONE = ["TILL", "TEST", "BACK_OFFICE", "OPERATOR"] as const;

/** Who may do what: one row an operation, named as the contract's field. TEST is a till that may also use the test helpers. */
export const POLICY = {
  createOrder: TILL,
  updateOrder: TILL,
  completeOrder: TILL,
  cancelOrder: TILL,
  createPaymentIntent: TILL,
  updatePaymentIntent: TILL,
  processPaymentIntent: TILL,
  cancelReaderAction: TILL,
  cancelPaymentIntent: TILL_AND_OFFICE,
  capturePaymentIntent: TILL_AND_OFFICE,
  recheckPayment: ANYONE,
  recordPayment: TILL,
  voidRecordedPayment: TILL_AND_OFFICE,
  confirmTwintPayment: TILL,
  presentPaymentMethod: ["TEST"],
  registerReader: ["OPERATOR"],
  freeReader: ["OPERATOR"],
  createLocation: ["OPERATOR"],
  serverInfo: ANYONE,
  order: TILL_AND_OFFICE,
  payment: TILL_AND_OFFICE,
  explainPayment: ["BACK_OFFICE", "OPERATOR"],
  paymentEvents: ["BACK_OFFICE"],
  reader: ["TILL", "TEST", "OPERATOR"],
  location: ANYONE,
  refund: TILL_AND_OFFICE,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof POLICY;

export function isAllowed(actor: Actor, permission: Permission): boolean {
  return actor.type === "job" || (POLICY[permission] as readonly Role[]).includes(actor.role);
}

/** Throws FORBIDDEN unless the actor's role may do this. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (!isAllowed(actor, permission)) {
    throw new TillgraphError("FORBIDDEN", `A key of this role may not use ${permission}.`);
  }
}

/** Whether the actor may see or touch things of this location. */
export function isAtLocation(actor: Actor, locationId: string): boolean {
  return actor.type === "job" || actor.locationIds === null || actor.locationIds.includes(locationId);
}

/** Throws FORBIDDEN where a key is bound to other locations. */
export function requireLocation(actor: Actor, locationId: string): void {
  if (!isAtLocation(actor, locationId)) throw new TillgraphError("FORBIDDEN", "This key is for other locations.");
}

/** The locations whose rows the actor may list; null for all. */
export function visibleLocationIds(actor: Actor): readonly string[] | null {
  return actor.type === "job" ? null : actor.locationIds;
}
