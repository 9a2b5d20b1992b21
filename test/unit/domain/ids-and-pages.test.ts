import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentHash } from "../../../src/domain/content-hash.js";
import { ID_PREFIXES, type IdKind, kindOfId } from "../../../src/domain/ids.js";
import { createNewId } from "../../../src/domain/new-id.js";
import { toPageRequest } from "../../../src/domain/page.js";

const KINDS = Object.keys(ID_PREFIXES) as IdKind[];
const idAt = (ms: number, byte: number) =>
  createNewId({ now: () => new Date(ms), sleep: () => Promise.resolve() }, (count) => new Uint8Array(count).fill(byte));

describe("contentHash", () => {
  it.each([
    ["the order of keys", { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }],
    ["null and absent", { a: 1, b: null }, { a: 1 }],
    ["undefined and absent", { a: 1, b: undefined }, { a: 1 }],
    ["null and absent deep within", { a: [{ b: null, c: 1 }] }, { a: [{ c: 1 }] }],
    ["a date and its text", { at: new Date("2026-11-22T10:00:00Z") }, { at: "2026-11-22T10:00:00.000Z" }],
  ])("does not tell apart %s", (_what, one, other) => {
    expect(contentHash(one)).toBe(contentHash(other));
  });

  it.each([
    ["other values", { a: 1 }, { a: 2 }],
    ["a number and its text", { a: 1 }, { a: "1" }],
    ["other keys", { a: 1 }, { b: 1 }],
    ["the order of a list", { a: [1, 2] }, { a: [2, 1] }],
    ["null and nothing of a list", { a: [null] }, { a: [] }],
    ["zero and absent", { a: 0 }, {}],
    ["false and absent", { a: false }, {}],
    ["what hangs where", { a: { b: 1 }, c: 2 }, { a: { b: 1, c: 2 } }],
  ])("tells apart %s", (_what, one, other) => {
    expect(contentHash(one)).not.toBe(contentHash(other));
  });

  it("is the same for any content whose keys come in another order", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (content) => {
        const turned = Object.fromEntries(Object.entries(content).toReversed());

        expect(contentHash(turned)).toBe(contentHash(content));
      }),
    );
  });
});

describe("createNewId", () => {
  it.each(KINDS)("makes an id of a %s that tells its kind", (kind) => {
    const id = idAt(1_800_000_000_000, 7)(kind);

    expect(id).toMatch(new RegExp(`^${ID_PREFIXES[kind]}_[0-9a-z]{26}$`));
    expect(kindOfId(id)).toBe(kind);
  });

  it("makes ids that sort by the time they were made, whatever chance adds", () => {
    const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(time, fc.integer({ min: 1, max: 1_000_000 }), fc.nat(255), fc.nat(255), (ms, later, one, other) => {
        expect(idAt(ms, one)("payment") < idAt(ms + later, other)("payment")).toBe(true);
      }),
    );
  });

  it("makes another id for other chance at the same moment", () => {
    expect(idAt(1_000, 1)("order")).not.toBe(idAt(1_000, 2)("order"));
  });
});

describe("kindOfId", () => {
  it.each(["", "_", "pi_123", "xyz_01h455vb4pex5vsknk084sn02q", "ORD_01h455vb4pex5vsknk084sn02q"])(
    "knows no kind of %j",
    (id) => {
      expect(kindOfId(id)).toBeUndefined();
    },
  );

  it("knows prefixes that are all different", () => {
    expect(new Set(Object.values(ID_PREFIXES)).size).toBe(KINDS.length);
  });
});

describe("toPageRequest", () => {
  it.each([
    [{}, { limit: 20, fromEnd: false, after: null, before: null }],
    [
      { first: null, last: null, after: null, before: null },
      { limit: 20, fromEnd: false, after: null, before: null },
    ],
    [
      { first: 5, after: "c" },
      { limit: 5, fromEnd: false, after: "c", before: null },
    ],
    [
      { last: 5, before: "c" },
      { limit: 5, fromEnd: true, after: null, before: "c" },
    ],
    [{ first: 100 }, { limit: 100, fromEnd: false, after: null, before: null }],
    [{ first: 0 }, { limit: 0, fromEnd: false, after: null, before: null }],
    [{ before: "c" }, { limit: 20, fromEnd: false, after: null, before: "c" }],
  ])("reads %j", (args, expected) => {
    expect(toPageRequest(args, false)).toEqual({ ...expected, countTotal: false });
  });

  it.each([
    ["first", { first: 101 }],
    ["first", { first: -1 }],
    ["first", { first: 1.5 }],
    ["last", { last: 101 }],
    ["last", { last: -1 }],
    ["first", { first: 1, last: 1 }],
    ["first", { first: 0, last: 0 }],
  ])("refuses by %s: %j", (field, args) => {
    expect(() => toPageRequest(args, false)).toThrow(
      expect.objectContaining({ code: "BAD_USER_INPUT", details: { field } }),
    );
  });

  it("counts only when asked to", () => {
    expect(toPageRequest({}, true).countTotal).toBe(true);
  });
});
