import * as fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";

import { startSandbox } from "../../../src/sandbox/start-sandbox.js";
import { compareIntent, Real } from "./model-real.js";
import { Model } from "./model-rules.js";
import { beginAgain, steps } from "./model-walk.js";

const RUNS = 300;
/** One choice of walks, so that a run says the same tomorrow; another seed makes others. */
const SEED = Number(process.env["MODEL_SEED"] ?? 20_261_122);
const LONGEST_WALK = 70;

it("agrees with the rules of intents, readers and keys on any walk", async () => {
  const clock = { nowMs: 1_800_000_000_000 };
  const sandbox = await startSandbox({ seed: "model", clock: { now: () => clock.nowMs } });
  onTestFinished(() => sandbox.close());
  const real = new Real(sandbox, clock);

  const outcome = await fc.check(
    fc.asyncProperty(fc.commands(steps, { maxCommands: LONGEST_WALK, size: "max" }), async (walk) => {
      const model = new Model(clock.nowMs);
      await beginAgain(model, real);
      await fc.asyncModelRun(() => ({ model, real }), walk);
      for (const intent of model.intents) await compareIntent(real, intent);
    }),
    { numRuns: RUNS, seed: SEED },
  );

  expect(outcome.failed ? fc.defaultReportMessage(outcome) : "no disagreement").toBe("no disagreement");
  expect(outcome.numRuns).toBe(RUNS);
}, 60_000);
