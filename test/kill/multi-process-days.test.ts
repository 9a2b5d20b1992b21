import { rm } from "node:fs/promises";
import { expect, it } from "vitest";
import { openDay } from "./open-day.js";

it.for(["monday", "tuesday", "wednesday"])(
  "ends a day of three servers, of which some die, with every order's totals as Stripe says: %s",
  async (seed, { onTestFailed, onTestFinished }) => {
    const day = await openDay(seed, onTestFinished);
    onTestFailed(() => void process.stderr.write(`What happened on ${seed}: ${day.trace.folder}\n`));

    await day.trade();
    const complaints = await day.judge();

    expect(complaints).toEqual([]);
    await rm(day.trace.folder, { recursive: true });
  },
);
