import { expect, it } from "vitest";

import { Packer, unpack } from "../../../src/sandbox/store/packed.js";

it("gives back what was packed, however long ago and in whatever order", () => {
  const packer = new Packer();
  const values = Array.from({ length: 1000 }, (_, index) => ({ index, text: `line\n${index} "ü€😀"`, none: null }));

  const packed = values.map((value) => packer.pack(value));

  expect(packed.toReversed().map(unpack)).toEqual(values.toReversed());
  expect(JSON.parse(JSON.stringify(packed))).toEqual(values);
});

it("leaves alone what is not packed", () => {
  const plain = { a: 1 };

  expect(unpack(plain)).toBe(plain);
});
