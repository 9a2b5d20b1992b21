import { invalidParameter } from "../api/stripe-error.js";
import { at, type Param } from "./param.js";
import { emptyable, integer, isLonger, lengthOf, string } from "./scalars.js";
import { arrayOf, either, isHash, object } from "./structures.js";

const MOST_KEYS = 50;
const LONGEST_KEY = 40;
const LONGEST_VALUE = 500;

/** Metadata as sent: an empty value unsets its key (null here), an empty string unsets all (the whole is null). */
export type MetadataParam = Readonly<Record<string, string | null>> | null;

export function metadata(): Param<MetadataParam> {
  return {
    kind: "metadata",
    read(raw, path) {
      if (raw === "") return null;
      if (!isHash(raw)) throw invalidParameter({ message: "Invalid object", param: path });
      const entries = Object.entries(raw);
      assertFewKeys(entries.length, path);
      return Object.fromEntries(entries.map(([key, value]) => [key, readValue(key, value, path)]));
    },
  };
}

/** Counted as sent, and again after the merge. */
export function assertFewKeys(count: number, path: string): void {
  if (count <= MOST_KEYS) return;
  const message = `Metadata can have up to ${MOST_KEYS} keys, but you've set ${count}. Email us at support+metadata@stripe.com for more information.`;
  throw invalidParameter({ message, param: path });
}

function readValue(key: string, value: unknown, path: string): string | null {
  if (isLonger(key, LONGEST_KEY)) {
    const message = `Metadata keys can have up to ${LONGEST_KEY} characters, but you passed in a key that is ${lengthOf(key)} characters. Invalid key: ${key}`;
    throw invalidParameter({ message, param: path });
  }
  if (typeof value !== "string") {
    throw invalidParameter({ message: `Invalid string: ${JSON.stringify(value)}`, param: at(path, key) });
  }
  if (isLonger(value, LONGEST_VALUE)) {
    const message = `Metadata values can have up to ${LONGEST_VALUE} characters, but you passed in a value that is ${lengthOf(value)} characters. Invalid value: ${value}`;
    throw invalidParameter({ message, param: path });
  }
  return value === "" ? null : value;
}

export const expandFields = { expand: arrayOf(string()) } as const;

export const listFields = {
  ...expandFields,
  ending_before: string(),
  limit: integer(),
  starting_after: string(),
} as const;

export const createdRange = either(object({ gt: integer(), gte: integer(), lt: integer(), lte: integer() }), integer());

export const address = object({
  city: string(),
  country: string(),
  line1: string(),
  line2: string(),
  postal_code: string(),
  state: string(),
});

export const emptyableString = (max = 5000): Param<string | null> => emptyable(string({ max }));
