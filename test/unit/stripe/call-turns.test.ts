import { beforeEach, describe, expect, it } from "vitest";
import { type AwaitTurn, type CallLine, createCallTurns } from "../../../src/stripe/call-turns.js";
import { createKeptLog } from "../http/kept-log.js";
import { createVirtualClock, type VirtualClock } from "./virtual-clock.js";

const LONGEST_WAIT_MS = 500;
const JOB_PATIENCE_MS = 5_000;
const fail = () => Promise.reject(new Error("no connection"));
const never = () => new Promise<never>(() => undefined);

describe("the turn of a call to Stripe", () => {
  let clock: VirtualClock;
  let awaitTurn: AwaitTurn;
  let line: CallLine;
  let log: ReturnType<typeof createKeptLog>;
  let waited: { priority: string; seconds: number }[];
  let gone: string[];
  beforeEach(() => {
    clock = createVirtualClock();
    line = { takeTurn: async () => 0, takeSpareTurn: async () => true };
    log = createKeptLog();
    waited = [];
    gone = [];
    awaitTurn = createCallTurns({
      line: { takeTurn: () => line.takeTurn(), takeSpareTurn: () => line.takeSpareTurn() },
      longestWaitMs: LONGEST_WAIT_MS,
      clock,
      logger: log.logger,
      metrics: { observeStripeBudgetWait: (sample) => void waited.push(sample) },
    });
  });
  /** A call whose going is noted. */
  const call = (name: string, priority: "till" | "job") => void awaitTurn(priority).then(() => gone.push(name));
  const afterPassing = async (ms: number) => {
    await clock.pass(ms);
    return [...gone];
  };

  it("comes for a till when its place in the line does", async () => {
    line.takeTurn = async () => 120;
    call("till", "till");

    expect(await afterPassing(110)).toEqual([]);
    expect(await afterPassing(10)).toEqual(["till"]);
    expect(waited).toEqual([{ priority: "till", seconds: 0.12 }]);
  });

  it("is not waited for by a till any longer than half a second, when the database says nothing at all", async () => {
    line.takeTurn = never;
    call("till", "till");

    expect(await afterPassing(LONGEST_WAIT_MS - 10)).toEqual([]);
    expect(await afterPassing(10)).toEqual(["till"]);
  });

  it.each(["till", "job"] as const)("is not needed by a %s whose database fails, and the log says so", async (who) => {
    line = { takeTurn: fail, takeSpareTurn: fail };
    call("first", who);
    call("second", who);

    expect(await afterPassing(0)).toEqual(["first", "second"]);
    expect(log.logged()).toContain("budget of Stripe calls can't be read");
  });

  it("comes for jobs one after the other, and one of them at a time asks for it", async () => {
    const answers = [false, false, true, false, true];
    let asked = 0;
    line.takeSpareTurn = async () => answers[asked++] ?? false;
    for (const name of ["first", "second", "third"]) call(name, "job");

    expect([await afterPassing(0), asked]).toEqual([[], 1]);
    expect([await afterPassing(100), asked]).toEqual([["first"], 4]);
    expect([await afterPassing(50), asked]).toEqual([["first", "second"], 6]);
    expect(waited).toEqual([
      { priority: "job", seconds: 0.1 },
      { priority: "job", seconds: 0.15 },
    ]);
  });

  it("comes for a job as for a till once it has waited five seconds, for all that came with it too", async () => {
    line.takeSpareTurn = async () => false;
    line.takeTurn = async () => 40;
    call("first", "job");
    call("second", "job");
    await clock.pass(1_000);
    call("later", "job");

    expect(await afterPassing(JOB_PATIENCE_MS - 1_010)).toEqual([]);
    expect(await afterPassing(100)).toEqual(["first", "second"]);
    expect(await afterPassing(1_000)).toEqual(["first", "second", "later"]);
  });

  it("comes one by one for jobs that have waited long, so that a till finds no more than one of them before it", async () => {
    line.takeSpareTurn = async () => false;
    let places = 0;
    line.takeTurn = async () => {
      places += 1;
      return places * 40;
    };
    for (const name of ["first", "second", "third", "fourth"]) call(name, "job");
    await clock.pass(JOB_PATIENCE_MS);
    call("till", "till");

    expect(await afterPassing(80)).toEqual(["first", "till"]);
    expect(await afterPassing(2_000)).toEqual(["first", "till", "second", "third", "fourth"]);
  });

  it("of a till is not held up by jobs that wait", async () => {
    line.takeSpareTurn = async () => false;
    for (const name of ["one", "other"]) call(name, "job");
    await clock.pass(100);
    call("till", "till");

    expect(await afterPassing(0)).toEqual(["till"]);
  });
});
