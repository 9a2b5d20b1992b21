import { BadInput } from "./errors.js";

/** A list answers 20 rows when no number is given, and 100 at most. */
export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;
/** A total is counted up to here; a list that is longer answers null, because counting it would read the table. */
export const MAX_COUNTED = 1000;

/** The four arguments of a Relay connection, as they came. */
export interface PageArguments {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}

/** Which rows are asked for: `limit` of them, from the start of the list or from its end. */
export interface PageRequest {
  limit: number;
  fromEnd: boolean;
  after: string | null;
  before: string | null;
  countTotal: boolean;
}

export interface Page<T> {
  items: { node: T; cursor: string }[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  /** Only when asked for, and only up to {@link MAX_COUNTED}. */
  totalCount: number | null;
}

/** Reads the arguments of a connection. Throws BAD_USER_INPUT for a size out of bounds and for `first` with `last`. */
export function toPageRequest(args: PageArguments, countTotal: boolean): PageRequest {
  const { first, last } = args;
  if (first != null && last != null) throw new BadInput("first", "Give either first or last, not both.");
  assertPageSize("first", first);
  assertPageSize("last", last);
  return {
    limit: first ?? last ?? DEFAULT_PAGE_SIZE,
    fromEnd: last != null,
    after: args.after ?? null,
    before: args.before ?? null,
    countTotal,
  };
}

function assertPageSize(field: string, size: number | null | undefined): void {
  if (size == null) return;
  if (!Number.isInteger(size) || size < 0 || size > MAX_PAGE_SIZE) {
    throw new BadInput(field, `${field} must be a whole number from 0 to ${MAX_PAGE_SIZE}.`);
  }
}
