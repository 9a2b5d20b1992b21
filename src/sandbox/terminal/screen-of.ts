import type { ReaderRow } from "../entities/reader.js";

export type Screen = "blank" | "card left in" | "cart" | "confirming" | "idle" | "present card" | "updating";

/** What the customer sees; nothing of Stripe's API tells it. A cart with a decimal leaves the screen blank (facts 4.4). */
export function screenOf(reader: ReaderRow): Screen {
  if (reader.updating) return "updating";
  if (reader.cardLeftIn) return "card left in";
  if (reader.authorizing || reader.collected) return "confirming";
  if (reader.action?.status !== "in_progress") return "idle";
  if (reader.action.type !== "set_reader_display") return "present card";
  return hasDecimal(reader.action.details["cart"]) ? "blank" : "cart";
}

function hasDecimal(value: unknown): boolean {
  if (typeof value === "number") return !Number.isInteger(value);
  return typeof value === "object" && value !== null && Object.values(value).some(hasDecimal);
}
