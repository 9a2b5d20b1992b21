import type { Told } from "../day-record.js";
import type { KnownDay } from "./known-day.js";

/** What a till gave with its request, whether under `input` or by itself. */
export function inputOf({ variables }: Told): Readonly<Record<string, unknown>> {
  const { input } = variables;
  return input !== null && typeof input === "object" ? (input as Record<string, unknown>) : variables;
}

/** Requests of one field that name an id in their input. */
export function asksOf(day: KnownDay, field: string, [name, id]: readonly [name: string, id: string]): Told[] {
  return day.record.told.filter((told) => told.field === field && inputOf(told)[name] === id);
}

/** Mutations by which a till has a payment's money taken from a customer. */
const HAND_OVERS = ["processPaymentIntent", "confirmTwintPayment", "confirmPaymentIntent", "collectPaymentMethod"];

export function handOversOf(day: KnownDay, paymentId: string): Told[] {
  return HAND_OVERS.flatMap((field) => asksOf(day, field, ["paymentId", paymentId]));
}

export function countDistinct(asks: readonly Told[], key: string): number {
  return new Set(asks.map((told) => inputOf(told)[key])).size;
}
