import { invalidParameter } from "../api/stripe-error.js";
import type { Param, Path } from "./param.js";

export interface StringLimits {
  readonly max?: number;
}

export function string({ max = 5000 }: StringLimits = {}): Param<string> {
  return {
    kind: "string",
    maxLength: max,
    read(raw, path) {
      const text = readText(raw, path, "string");
      if (text === "") throw emptyString(path);
      if (isLonger(text, max)) throw tooLong(text, path, max);
      return text;
    },
  };
}

/** An empty string unsets the field, and reads as null. */
export function emptyable<T>(inner: Param<T>): Param<T | null> {
  return {
    ...inner,
    kind: `${inner.kind} or empty`,
    read: (raw, path, reading) => (raw === "" ? null : inner.read(raw, path, reading)),
  };
}

export interface IntegerLimits {
  readonly min?: number;
  readonly max?: number;
}

export function integer({ min }: IntegerLimits = {}): Param<number> {
  return {
    kind: "integer",
    read(raw, path) {
      const text = readText(raw, path, "integer");
      if (text === "") throw emptyString(path);
      if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(Number(text))) {
        throw invalidParameter({ code: "parameter_invalid_integer", message: `Invalid integer: ${text}`, param: path });
      }
      const value = Number(text);
      if (min !== undefined && value < min) {
        const message = `This value must be greater than or equal to ${min}.`;
        throw invalidParameter({ code: "parameter_invalid_integer", message, param: path });
      }
      return value;
    },
  };
}

/** Amounts that may be zero; Stripe words this refusal differently and without a code (facts 2). */
export function nonNegativeInteger(): Param<number> {
  const plain = integer();
  return {
    kind: "integer",
    read(raw, path, reading) {
      const value = plain.read(raw, path, reading);
      if (value < 0) throw invalidParameter({ message: "Invalid non-negative integer", param: path });
      return value;
    },
  };
}

/** In any case of letters: clients in Python write `True`. */
export function boolean(): Param<boolean> {
  return {
    kind: "boolean",
    read(raw, path) {
      const text = readText(raw, path, "boolean");
      if (text === "") throw emptyString(path);
      if (/^(?:true|1)$/i.test(text)) return true;
      if (/^(?:false|0)$/i.test(text)) return false;
      throw invalidParameter({ message: `Invalid boolean: ${text}`, param: path });
    },
  };
}

export function oneOf<const T extends string>(...values: readonly T[]): Param<T> {
  return {
    kind: `one of ${values.join(", ")}`,
    read(raw, path) {
      const text = readText(raw, path, "string");
      if (text === "") throw emptyString(path);
      const value = values.find((candidate) => candidate === text);
      if (value !== undefined) return value;
      throw invalidParameter({ message: `Invalid ${path}: must be one of ${inWords(values)}`, param: path });
    },
  };
}

/** A switch that has been given finer settings since. */
export function booleanOr<const T extends string>(...values: readonly T[]): Param<boolean | T> {
  const words = oneOf(...values);
  const plain = boolean();
  return {
    kind: `${words.kind} or boolean`,
    read: (raw, path, reading) => (values.some((value) => value === raw) ? words : plain).read(raw, path, reading),
  };
}

function inWords(values: readonly string[]): string {
  if (values.length <= 2) return values.join(" or ");
  return `${values.slice(0, -1).join(", ")}, or ${values.at(-1) ?? ""}`;
}

function readText(raw: unknown, path: Path, wanted: string): string {
  if (typeof raw === "string") return raw;
  throw invalidParameter({ message: `Invalid ${wanted}: ${JSON.stringify(raw)}`, param: path });
}

function emptyString(path: Path): Error {
  const message =
    `You passed an empty string for '${path}'. We assume empty values are an attempt to unset a parameter; however ` +
    `'${path}' cannot be unset. You should remove '${path}' from your request or supply a non-empty value.`;
  return invalidParameter({ code: "parameter_invalid_empty", message, param: path });
}

/** Stripe counts characters and not UTF-16 units: an emoji is one. */
export function isLonger(text: string, max: number): boolean {
  return text.length > max && lengthOf(text) > max;
}

export function lengthOf(text: string): number {
  return Array.from(text).length;
}

function tooLong(text: string, path: Path, max: number): Error {
  const shown = text.length > 20 ? `${text.slice(0, 8)}...${text.slice(-8)}` : text;
  return invalidParameter({ message: `Invalid string: ${shown}; must be at most ${max} characters`, param: path });
}
