import type { Call } from "../api/route.js";
import { refusal } from "../api/stripe-error.js";
import type { StripeObject } from "../entities/row.js";
import { formatReader } from "../formatters/reader.js";
import { giveAction } from "./command-reader.js";
import { getReader } from "./get-reader.js";

/** Resets the reader; the intent that it held stays as it is (facts 4.6). No event tells of it. */
export function cancelAction({ work, ids }: Call<unknown>): StripeObject {
  const reader = getReader(work, ids["reader"] ?? "");
  const isIdle = reader.action?.status !== "in_progress" && !reader.collected;
  if (isIdle && work.switches.sim.idle_cancel === "refuse") {
    throw refusal({ message: "Reader is not currently processing an action." });
  }
  return formatReader(giveAction(work, reader, null), work);
}
