import type { Param } from "../validation/param.js";
import { integer } from "../validation/scalars.js";

/** Documented as an integer; decimals are answered with 200 all the same, and the screen stays blank (facts 4.4). */
export function cartAmount(): Param<number> {
  const plain = integer();
  return {
    kind: "integer",
    read(raw, path, reading) {
      const isDecimal = typeof raw === "string" && /^[+-]?\d+\.\d+$/.test(raw);
      return isDecimal ? Number(raw) : plain.read(raw, path, reading);
    },
  };
}
