import { describe, expect, it } from "vitest";

import { RowSplitter } from "../../../src/sandbox/control/split-rows.js";

const WHOLE = { first: 'a [b, "c\\" {', rows: [["x", { y: [1, { z: "]," }] }], "ö", 3, {}, []], last: { deep: "," } };

function split(text: string, chunkBytes: number): { items: unknown[]; frame: unknown } {
  const splitter = new RowSplitter();
  const bytes = Buffer.from(text);
  const items: unknown[] = [];
  for (let start = 0; start < bytes.length; start += chunkBytes)
    items.push(...splitter.push(bytes.subarray(start, start + chunkBytes)));
  return { items, frame: splitter.end() };
}

describe("a large object, cut into its rows", () => {
  it.each([1, 2, 3, 7, 1000])("comes out the same from chunks of %i bytes", (chunkBytes) => {
    for (const text of [JSON.stringify(WHOLE), JSON.stringify(WHOLE, null, 2)])
      expect(split(text, chunkBytes)).toEqual({ items: WHOLE.rows, frame: { ...WHOLE, rows: [] } });
  });

  it.each(['{"rows":[]}', '{"rows": [ \n ] }'])("finds no row in %s", (text) => {
    expect(split(text, 1)).toEqual({ items: [], frame: { rows: [] } });
  });

  it.each(["", "{", '{"rows":[1,]}', '{"rows":[,1]}', '{"rows":[1 2]}', '{"rows":[1}', '{"rows":[{]}', '{"a":1}}'])(
    "refuses %s, which is no JSON",
    (text) => {
      expect(() => split(text, 4)).toThrow(SyntaxError);
    },
  );
});
