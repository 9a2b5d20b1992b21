import { createHash } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Letters and digits that depend on nothing but the parts; up to 32 of them. */
export function lettersOf(length: number, ...parts: readonly (string | number)[]): string {
  return Array.from(digest(parts).subarray(0, length), (byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

/** A number in [0, 1) that depends on nothing but the parts, so that a seed repeats its decisions in any order. */
export function fractionOf(...parts: readonly (string | number)[]): number {
  return digest(parts).readUInt32BE(0) / 2 ** 32;
}

export function hexOf(...parts: readonly (string | number)[]): string {
  return digest(parts).toString("hex");
}

function digest(parts: readonly (string | number)[]): Buffer {
  return createHash("sha256").update(parts.join("\u0000")).digest();
}
