import { describe, expect, it } from "vitest";
import { takeSpareTurn, takeTurn } from "../../../src/db/call-budgets.js";
import { callBudgetOf } from "../../../src/domain/call-budget.js";
import { ACCOUNT, INSTANCES, useInstances } from "./use-instances.js";

const CALLS_PER_SECOND = 20;
const BUDGET = callBudgetOf(CALLS_PER_SECOND);
/** Every 75 ms one; 7 after a while without any, of which jobs leave 3. */
const AT_ONCE = 7;
const JOBS_AT_ONCE = 4;
const IDLE_MS = 10_000;
const UNDER_LOAD_MS = 3_000;
const LOOK_EVERY_MS = 25;

describe("one budget of calls to Stripe over three instances", () => {
  const instances = useInstances(BUDGET);

  it("lets no second have more calls than it says, after a pause and under full load, and spends what it has", async () => {
    const begunAt: number[] = [];
    await instances.pass(IDLE_MS);

    for (let passedMs = 0; passedMs < UNDER_LOAD_MS; passedMs += LOOK_EVERY_MS) {
      const waits = passedMs % 100 === 0 ? await instances.tills(1) : [];
      const spare = await instances.jobs(INSTANCES);
      begunAt.push(...waits.map((waitMs) => instances.nowMs + waitMs), ...Array(spare).fill(instances.nowMs));
      await instances.pass(LOOK_EVERY_MS);
    }

    const inASecond = begunAt.map((from) => begunAt.filter((at) => at >= from && at < from + 1_000).length);
    const all = (UNDER_LOAD_MS + BUDGET.creditMs - BUDGET.reserveMs) / BUDGET.stepMs;
    expect(Math.max(...inASecond)).toBeLessThanOrEqual(CALLS_PER_SECOND);
    expect(begunAt.length).toBeGreaterThanOrEqual(Math.floor(all));
  });

  it("gives tills their places one after the other, and lets nobody wait longer than half a second", async () => {
    await instances.pass(IDLE_MS);

    const waits = await instances.tills(18);

    const inLine = [25, 100, 175, 250, 325, 400, 475];
    expect(waits).toEqual([...Array(AT_ONCE).fill(0), ...inLine, 500, 500, 500, 500]);
  });

  it("never gives one place to two instances that ask in the same moment", async () => {
    await instances.pass(IDLE_MS);
    await instances.tills(AT_ONCE);

    const waits = await instances.heldUp((db) => takeTurn(db, ACCOUNT, BUDGET));

    expect(waits).toEqual([25, 100, 175]);
  });

  it("never gives the last place that jobs may have to two of them", async () => {
    await instances.pass(IDLE_MS);
    await instances.jobs(JOBS_AT_ONCE - 1);

    const taken = await instances.heldUp((db) => takeSpareTurn(db, ACCOUNT, BUDGET));

    expect(taken).toEqual([true, false, false]);
  });

  it("has jobs leave the rest to tills when it grows scarce", async () => {
    await instances.pass(IDLE_MS);

    const forJobs = await instances.jobs(30);
    const waits = await instances.tills(AT_ONCE - JOBS_AT_ONCE);
    const forJobsStill = await instances.jobs(30);

    expect([forJobs, forJobsStill]).toEqual([JOBS_AT_ONCE, 0]);
    expect(waits).toEqual([0, 0, 0]);
  });

  it("is whole again soon after an instance died that had taken all of it", async () => {
    await instances.pass(IDLE_MS);
    await instances.tills(50);
    await instances.dies(0);

    await instances.pass(BUDGET.longestWaitMs + BUDGET.stepMs + BUDGET.creditMs);

    expect(await instances.jobs(30)).toBe(JOBS_AT_ONCE);
    expect(await instances.tills(3)).toEqual([0, 0, 0]);
  });

  it("begins without credit once a crash of the database has emptied it, as it does with what is unlogged", async () => {
    const { sql } = instances.at(0);
    const [table] = await sql`select relpersistence from pg_class where relname = 'call_budgets'`;
    await sql`delete from call_budgets`;

    const waits = await instances.tills(3);

    expect(table).toEqual({ relpersistence: "u" });
    expect(waits).toEqual([0, BUDGET.stepMs, 2 * BUDGET.stepMs]);
  });

  it("is one for each account and mode", async () => {
    await instances.pass(IDLE_MS);
    await instances.tills(50);

    const { db } = instances.at(0);
    expect(await takeTurn(db, { id: "acct_1", livemode: true }, BUDGET)).toBe(0);
    expect(await takeTurn(db, { id: "acct_2", livemode: false }, BUDGET)).toBe(0);
  });
});
