import type { Row, StripeObject } from "../entities/row.js";
import type { By, Table } from "../store/table.js";
import { invalidParameter, resourceMissing } from "./stripe-error.js";
import type { Work } from "./work.js";

const DEFAULT_LIMIT = 10;
const LARGEST_LIMIT = 100;

export interface ListParams {
  readonly limit?: number;
  readonly starting_after?: string;
  readonly ending_before?: string;
}

export interface Listing<R extends Row> {
  readonly table: Table<R>;
  readonly params: ListParams;
  readonly url: string;
  /** Stripe's word for the thing, for a cursor that names none. */
  readonly kind: string;
  /** Rows are found by one of these, so that few have to be looked at; `matches` decides all the same. */
  readonly by?: By<R>;
  readonly matches?: (row: R) => boolean;
  readonly format: (row: R, work: Work) => StripeObject;
}

/** Newest first, cursors exclusive, a limit outside 1 to 100 moved to the nearer end rather than refused (facts 9). */
export function list<R extends Row>(work: Work, listing: Listing<R>): StripeObject {
  const { table, params, by, matches = () => true } = listing;
  assertCursors(work, listing);

  const limit = Math.min(Math.max(params.limit ?? DEFAULT_LIMIT, 1), LARGEST_LIMIT);
  const backwards = params.ending_before !== undefined;
  const candidates = backwards
    ? table.oldestFirst(work.account, params.ending_before ?? "", by)
    : table.newestFirst(work.account, params.starting_after, by);

  const found: R[] = [];
  for (const row of candidates) {
    if (matches(row)) found.push(row);
    if (found.length > limit) break;
  }
  const page = found.slice(0, limit);
  if (backwards) page.reverse();
  return {
    object: "list",
    data: page.map((row) => listing.format(row, work)),
    has_more: found.length > limit,
    url: listing.url,
  };
}

/** Each cursor is looked up before both together are refused (facts 2). */
function assertCursors<R extends Row>(work: Work, { table, params, kind }: Listing<R>): void {
  for (const param of ["starting_after", "ending_before"] as const) {
    const id = params[param];
    if (id !== undefined && !table.hasHeld(work.account, id)) throw resourceMissing({ kind, id, param, status: 400 });
  }
  if (params.starting_after === undefined || params.ending_before === undefined) return;
  const message = "Received both starting_after and ending_before parameters. Please pass in only one.";
  throw invalidParameter({ message });
}

export interface CreatedRange {
  readonly gt?: number;
  readonly gte?: number;
  readonly lt?: number;
  readonly lte?: number;
}

export function isCreatedWithin(created: number, range: CreatedRange | number | undefined): boolean {
  if (range === undefined) return true;
  if (typeof range === "number") return created === range;
  if (range.gt !== undefined && created <= range.gt) return false;
  if (range.gte !== undefined && created < range.gte) return false;
  if (range.lt !== undefined && created >= range.lt) return false;
  return range.lte === undefined || created <= range.lte;
}
