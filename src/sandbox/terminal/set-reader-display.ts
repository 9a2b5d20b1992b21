import type { Call } from "../api/route.js";
import { invalidParameter } from "../api/stripe-error.js";
import type { StripeObject } from "../entities/row.js";
import { formatReader } from "../formatters/reader.js";
import type { ReadFields } from "../validation/param.js";
import { giveAction, newAction } from "./command-reader.js";
import { getReader } from "./get-reader.js";
import type { setReaderDisplayFields } from "./reader-params.js";

/** Shows a cart until something else comes; it also replaces a payment that waits for a card (facts 4.5). */
export function setReaderDisplay({ work, params, ids }: Call<ReadFields<typeof setReaderDisplayFields>>): StripeObject {
  const reader = getReader(work, ids["reader"] ?? "");
  const { cart } = params;
  if (!cart)
    throw invalidParameter({ code: "parameter_missing", message: "Missing required param: cart.", param: "cart" });
  const details = { cart: { ...cart, tax: cart.tax ?? null }, type: params.type };
  return formatReader(giveAction(work, reader, newAction("set_reader_display", details)), work);
}
