import { createHash } from "node:crypto";

/** What chance decides, as a function of the seed and of what it is about: the same in every run. */
export interface Chance {
  /** From 0 up to, and without, 1. */
  share(...about: readonly (string | number)[]): number;
  /** A whole number from the least to the most. */
  within(range: readonly [least: number, most: number], ...about: readonly (string | number)[]): number;
  pick<T>(choices: readonly T[], ...about: readonly (string | number)[]): T;
}

const SHARE_BITS = 2 ** 32;

export function createChance(seed: string): Chance {
  const share: Chance["share"] = (...about) =>
    createHash("sha256")
      .update([seed, ...about].join("\u0000"))
      .digest()
      .readUInt32BE(0) / SHARE_BITS;
  return {
    share,
    within: ([least, most], ...about) => least + Math.floor(share(...about) * (most - least + 1)),
    pick(choices, ...about) {
      const choice = choices[Math.floor(share(...about) * choices.length)];
      if (choice === undefined) throw new RangeError("there is nothing to choose from");
      return choice;
    },
  };
}

/** Bytes that look like chance and are the same in every run. */
export function createBytes(seed: string): (count: number) => Uint8Array {
  let drawn = 0;
  return (count) => {
    drawn += 1;
    const digest = createHash("sha512").update(`${seed}\u0000${drawn}`).digest();
    if (count > digest.length) throw new RangeError(`at most ${digest.length} bytes at a time`);
    return new Uint8Array(digest.subarray(0, count));
  };
}
