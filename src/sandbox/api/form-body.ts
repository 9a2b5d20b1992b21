import { at, type Path } from "../validation/param.js";
import { isHash } from "../validation/structures.js";
import { invalidParameter } from "./stripe-error.js";

/** Far deeper than any documented parameter lies; what is read recursively has to end somewhere. */
const DEEPEST = 32;

const UNREADABLE =
  "Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any " +
  "questions, we can help at https://support.stripe.com/.";

type Hash = Record<string, unknown>;

/**
 * Reads every bracket style: `a[b]=`, `a[]=`, `a[0]=`, `a[0][b]=`, `a[][b]=`.
 *
 * Numbered brackets stay a hash, because only the parameter's rule knows whether they count (`expand[0]`) or name
 * (`metadata[0]`). Where a name comes twice, its last value counts.
 */
export function parseForm(text: string): Hash {
  const form = emptyHash();
  for (const pair of text.replace(/^\?/, "").split("&")) {
    const equals = pair.indexOf("=");
    const name = decode(equals === -1 ? pair : pair.slice(0, equals));
    if (name !== "")
      put(form, segmentsOf(name), { path: "", value: equals === -1 ? "" : decode(pair.slice(equals + 1)) });
  }
  return form;
}

export function assertFormContent(contentType: string | undefined, body: string): void {
  if (body === "" || contentType === undefined || /^application\/x-www-form-urlencoded\b/i.test(contentType)) return;
  throw invalidParameter({ message: UNREADABLE });
}

function decode(text: string): string {
  if (!/[+%]/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw invalidParameter({ message: UNREADABLE });
  }
}

/** A name whose brackets don't match is a plain one, and unknown later. */
function segmentsOf(name: string): readonly string[] {
  const bracket = name.indexOf("[");
  if (bracket < 1 || !/^(?:\[[^[\]]*\])+$/.test(name.slice(bracket))) return [name];
  const segments = [name.slice(0, bracket), ...name.slice(bracket + 1, -1).split("][")];
  if (segments.length <= DEEPEST) return segments;
  throw invalidParameter({ message: `Invalid request: parameters are nested more than ${DEEPEST} levels deep.` });
}

interface Sent {
  /** Where the holder lies. */
  readonly path: Path;
  readonly value: string;
}

function put(holder: Hash, [name = "", ...rest]: readonly string[], { path: above, value }: Sent): void {
  const path = at(above, name);
  const [next, ...beyond] = rest;
  if (next === undefined) holder[name] = value;
  else if (next === "") push(arrayIn(holder, name, path), beyond, { path, value });
  else put(hashIn(holder, name, path), rest, { path, value });
}

/** In `a[][b]=1&a[][c]=2&a[][b]=3` the third begins a new hash, as the first one has its `b`. */
function push(holder: unknown[], rest: readonly string[], sent: Sent): void {
  const [next, ...beyond] = rest;
  const last = holder.at(-1);
  if (next === undefined) holder.push(sent.value);
  else if (next === "") push(append(holder, []), beyond, sent);
  else put(isHash(last) && !isTaken(last, rest) ? last : append(holder, emptyHash()), rest, sent);
}

function isTaken(hash: Hash, [name = "", ...rest]: readonly string[]): boolean {
  const found = hash[name];
  if (found === undefined || rest[0] === "") return false;
  return rest.length === 0 || !isHash(found) || isTaken(found, rest);
}

function arrayIn(holder: Hash, name: string, param: Path): unknown[] {
  const found = (holder[name] ??= []);
  if (Array.isArray(found)) return found;
  throw invalidParameter({ message: "Invalid array", param });
}

function hashIn(holder: Hash, name: string, param: Path): Hash {
  const found = (holder[name] ??= emptyHash());
  if (isHash(found)) return found;
  throw invalidParameter({ message: "Invalid object", param });
}

function append<T>(holder: unknown[], item: T): T {
  holder.push(item);
  return item;
}

/** Without the names that every object has: `constructor` and `__proto__` are parameters like any other. */
function emptyHash(): Hash {
  return Object.create(null) as Hash;
}
