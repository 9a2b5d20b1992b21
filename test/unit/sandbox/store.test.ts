import { array, assert as assertProperty, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";

import { DueQueue } from "../../../src/sandbox/background/due-queue.js";
import type { TaskRow } from "../../../src/sandbox/entities/bookkeeping.js";
import type { LocationRow } from "../../../src/sandbox/entities/location.js";
import { createMemoryLog, type EffectLog } from "../../../src/sandbox/store/effect-log.js";
import { State, type Effects } from "../../../src/sandbox/store/state.js";
import { Table } from "../../../src/sandbox/store/table.js";

function location(id: string, account = "acct_1"): LocationRow {
  const address = { city: null, country: "CH", line1: null, line2: null, postal_code: null, state: null };
  return { id, account, address, displayName: id, metadata: {}, extras: {} };
}

function task(id: string, dueAtMs: number): TaskRow {
  return { id, account: "acct_1", kind: "settle_charge", subject: id, dueAtMs };
}

/** Keeps the lines as the disk would. */
function recordingLog(lines: string[]): EffectLog {
  return {
    ...createMemoryLog(),
    read: () => lines.map((line) => JSON.parse(line) as Effects),
    append: (effects) => void lines.push(JSON.stringify(effects)),
    replace: (snapshot) => void lines.splice(0, lines.length, ...[...snapshot].map((one) => JSON.stringify(one))),
  };
}

describe("a table", () => {
  it("walks an account's rows from the newest, and from a cursor on", () => {
    const table = new Table<LocationRow>({ ordered: true });
    for (const id of ["a", "b", "c"]) table.put(location(id));
    table.put(location("x", "acct_2"));
    table.put({ ...location("a"), displayName: "changed" });

    expect([...table.newestFirst("acct_1")].map(({ id }) => id)).toEqual(["c", "b", "a"]);
    expect([...table.newestFirst("acct_1", "c")].map(({ id }) => id)).toEqual(["b", "a"]);
    expect([...table.oldestFirst("acct_1", "a")].map(({ id }) => id)).toEqual(["b", "c"]);
  });

  it("finds rows by a field in the order in which they were made, though they got its value later", () => {
    const table = new Table<LocationRow>({ ordered: true });
    const put = (id: string, displayName: string, account?: string) =>
      table.put({ ...location(id, account), displayName });
    for (const id of ["a", "b", "c", "d"]) put(id, "shop");
    put("b", "store");
    put("x", "store", "acct_2");
    const found = (by: string, after?: string) =>
      [...table.newestFirst("acct_1", after, { displayName: by })].map(({ id, displayName }) => `${id} ${displayName}`);

    expect(found("store")).toEqual(["b store"]);
    put("d", "store");
    put("c", "store");
    put("c", "shop");
    put("c", "store");
    table.remove("a");

    expect(found("store")).toEqual(["d store", "c store", "b store"]);
    expect(found("store", "d")).toEqual(["c store", "b store"]);
    expect([...table.oldestFirst("acct_1", "a", { displayName: "store" })].map(({ id }) => id)).toEqual([
      "b",
      "c",
      "d",
    ]);
    expect(found("nowhere")).toEqual([]);
  });

  it("keeps a cursor's place after its row was removed", () => {
    const table = new Table<LocationRow>({ ordered: true });
    for (const id of ["a", "b", "c"]) table.put(location(id));

    table.remove("b");

    expect([...table.newestFirst("acct_1", "b")].map(({ id }) => id)).toEqual(["a"]);
    expect([table.hasHeld("acct_1", "b"), table.hasHeld("acct_2", "b"), table.hasHeld("acct_1", "d")]).toEqual([
      true,
      false,
      false,
    ]);
    expect([...table.newestFirst("acct_1")].map(({ id }) => id)).toEqual(["c", "a"]);
  });
});

describe("the state", () => {
  it("shows work only to itself until it is committed", () => {
    const state = new State(createMemoryLog(), () => 0);
    const work = state.begin();
    work.put("locations", location("a"));

    expect(work.find("locations", "a")).toBeDefined();
    expect(state.tables.locations.find("a")).toBeUndefined();

    state.commit(work);
    expect(state.tables.locations.find("a")).toBeDefined();
  });

  it("is the same again when read back, before and after a compaction", () => {
    const lines: string[] = [];
    const state = new State(recordingLog(lines), () => 0);
    for (const id of ["a", "b", "c"]) {
      const work = state.begin();
      work.put("locations", location(id));
      if (id === "c") work.remove("locations", "a");
      state.drawId();
      state.commit(work);
    }

    const reread = new State(recordingLog(lines), () => 0);
    state.compact();
    const compacted = new State(recordingLog(lines), () => 0);

    for (const copy of [reread, compacted]) {
      expect([...copy.tables.locations.newestFirst("acct_1")].map(({ id }) => id)).toEqual(["c", "b"]);
      expect(copy.idsDrawn).toBe(3);
    }
  });

  it("forgets day-old keys when it compacts", () => {
    const day = 86_400_000;
    const state = new State(createMemoryLog(), () => day + 2);
    const work = state.begin();
    const first = { fingerprint: "", requestId: "req_1", status: 200, object: {} };
    const key = { account: "acct_1", first };
    work.put("idempotency", { ...key, id: "old", createdAtMs: 1 });
    work.put("idempotency", { ...key, id: "young", createdAtMs: 3 });
    state.commit(work);

    state.compact();

    expect([...state.tables.idempotency.all()].map(({ id }) => id)).toEqual(["young"]);
  });
});

describe("the queue of what is due", () => {
  it("gives rows in the order of their time, whatever the order of their coming and going", () => {
    const order = array(record({ id: integer({ min: 0, max: 9 }), due: integer({ min: 0, max: 50 }) }));
    assertProperty(
      property(order, (steps) => {
        const state = new State(createMemoryLog(), () => 0);
        const queue = new DueQueue(state, "tasks");
        for (const { id, due } of steps) {
          const work = state.begin();
          if (due === 0) work.remove("tasks", String(id));
          else work.put("tasks", task(String(id), due));
          state.commit(work);
        }
        const expected = [...state.tables.tasks.all()].map(({ dueAtMs }) => dueAtMs).toSorted((a, b) => a - b);

        const drained: number[] = [];
        for (let next = queue.next(); next; next = queue.next()) {
          drained.push(next.dueAtMs);
          const work = state.begin();
          work.remove("tasks", next.id);
          state.commit(work);
        }

        expect(drained).toEqual(expected);
      }),
    );
  });
});
