import type { StripeObject } from "../entities/row.js";

/** A list inside an object holds as many as a page of its own URL does. */
const MOST_INSIDE = 10;

interface Inside<R> {
  readonly find: (id: string) => R | undefined;
  readonly format: (row: R) => StripeObject;
  readonly url: string;
}

/** The list that an object carries of what was made of it, newest first, with its whole number (facts 7). */
export function newestFew<R>(ids: readonly string[], { find, format, url }: Inside<R>): StripeObject {
  const rows = ids.slice(-MOST_INSIDE).toReversed().map(find);
  return {
    object: "list",
    data: rows.filter((row) => row !== undefined).map(format),
    has_more: ids.length > MOST_INSIDE,
    total_count: ids.length,
    url,
  };
}
