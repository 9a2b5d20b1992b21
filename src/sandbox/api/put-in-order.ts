import type { StripeObject } from "../entities/row.js";

/** Stripe's objects begin with `id` and `object`, and go on by the alphabet. */
const FIRST = new Set(["id", "object"]);

/** A field that comes later than the others, in the place where Stripe sends it. */
export function putInOrder(object: StripeObject, name: string, value: unknown): void {
  const later = Object.entries(object).filter(([other]) => !FIRST.has(other) && other > name);
  for (const [other] of later) delete object[other];
  object[name] = value;
  Object.assign(object, Object.fromEntries(later));
}
