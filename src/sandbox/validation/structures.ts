import { isAtLeast } from "../api/api-version.js";
import { invalidParameter } from "../api/stripe-error.js";
import {
  at,
  type Fields,
  type Param,
  type Path,
  type Read,
  type ReadFields,
  type Reading,
  type RequiredParam,
} from "./param.js";

export function required<T>(inner: Param<T>): RequiredParam<T> {
  return { ...inner, isRequired: true };
}

/** A parameter that only some API versions know. */
export function during<T>(inner: Param<T>, range: { since?: string; until?: string }): Param<T> {
  return { ...inner, ...range };
}

export function object<F extends Fields>(fields: F): Param<ReadFields<F>> {
  return {
    kind: "object",
    fields,
    read(raw, path, reading) {
      if (!isHash(raw)) throw invalidParameter({ message: "Invalid object", param: path });
      assertKnown(raw, { path, fields, reading });
      const values: Record<string, unknown> = {};
      for (const [name, rule] of Object.entries(fields)) {
        const value = raw[name];
        if (value !== undefined && isKnown(rule, reading)) values[name] = rule.read(value, at(path, name), reading);
        else if (rule.isRequired) throw missing(at(path, name));
      }
      return values as ReadFields<F>;
    },
  };
}

/** `a[]=x` and `a[0]=x`, in the order of the numbers; an empty string is no array, nor is a hash with names. */
export function arrayOf<P extends Param<unknown>>(items: P, limits: { max?: number } = {}): Param<readonly Read<P>[]> {
  return {
    kind: "array",
    read(raw, path, reading) {
      const values = isHash(raw) && Object.keys(raw).every(isIndex) ? Object.values(raw) : raw;
      if (!Array.isArray(values)) throw invalidParameter({ message: "Invalid array", param: path });
      if (limits.max !== undefined && values.length > limits.max) {
        const message = `Array ${path} exceeded maximum ${limits.max} allowed elements.`;
        throw invalidParameter({ message, param: path });
      }
      return values.map((value, index) => items.read(value, at(path, String(index)), reading) as Read<P>);
    },
  };
}

/** Accepts what has this shape in one of two ways: a number or a range of numbers, for instance. */
export function either<A, B>(whenHash: Param<A>, otherwise: Param<B>): Param<A | B> {
  return {
    kind: `${whenHash.kind} or ${otherwise.kind}`,
    read: (raw, path, reading) =>
      isHash(raw) ? whenHash.read(raw, path, reading) : otherwise.read(raw, path, reading),
  };
}

/** A hash whose inside the sandbox takes over without looking: methods that it does not play. */
export function anything(): Param<Readonly<Record<string, unknown>>> {
  return {
    kind: "object, unchecked",
    read(raw, path) {
      if (raw === "") return {};
      if (!isHash(raw)) throw invalidParameter({ message: "Invalid object", param: path });
      return raw;
    },
  };
}

function isIndex(name: string): boolean {
  return /^\d+$/.test(name);
}

export function isHash(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}

function isKnown(rule: Param<unknown>, { version }: Reading): boolean {
  if (rule.since !== undefined && !isAtLeast(version, rule.since)) return false;
  return rule.until === undefined || !isAtLeast(version, rule.until);
}

interface Knowledge {
  readonly path: Path;
  readonly fields: Fields;
  readonly reading: Reading;
}

function assertKnown(raw: Record<string, unknown>, { path, fields, reading }: Knowledge): void {
  const unknown = Object.keys(raw).filter((name) => {
    const rule = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return rule === undefined || !isKnown(rule, reading);
  });
  const [first] = unknown;
  if (first === undefined) return;
  const names = unknown.map((name) => at(path, name)).join(", ");
  const message = `Received unknown parameter${unknown.length > 1 ? "s" : ""}: ${names}`;
  throw invalidParameter({ code: "parameter_unknown", message, param: at(path, first) });
}

function missing(path: Path): Error {
  return invalidParameter({ code: "parameter_missing", message: `Missing required param: ${path}.`, param: path });
}
