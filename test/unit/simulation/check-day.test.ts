import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkDay } from "../../simulation/check-day.js";
import { readImports } from "../architecture/source-tree.js";
import { FALSIFIED_ANSWERS } from "./falsified-answers.js";
import { FALSIFIED_ENDS } from "./falsified-ends.js";
import { FALSIFIED_MONEY } from "./falsified-money.js";
import { FALSIFIED_ROWS } from "./falsified-rows.js";
import { FALSIFIED_TIMES } from "./falsified-times.js";
import { FALSIFIED_TRACES } from "./falsified-traces.js";
import { honestDay } from "./honest-day.js";
import { UNUSUAL_DAYS } from "./unusual-days.js";

const SIMULATION = fileURLToPath(new URL("../../simulation/", import.meta.url));
const RULES_FOLDER = "check/";

const FALSIFIED_DAYS = [
  ...FALSIFIED_MONEY,
  ...FALSIFIED_ROWS,
  ...FALSIFIED_ANSWERS,
  ...FALSIFIED_ENDS,
  ...FALSIFIED_TRACES,
  ...FALSIFIED_TIMES,
].map((day) => [day.rule, day.what, day] as const);

describe("the checker of a simulated day", () => {
  it("finds nothing on an honest day", () => {
    const violations = checkDay(honestDay());

    expect(violations).toEqual([]);
  });

  it.each(UNUSUAL_DAYS)("finds nothing where %s", (_what, change) => {
    const day = honestDay();
    change(day);

    const violations = checkDay(day);

    expect(violations).toEqual([]);
  });

  it.each(FALSIFIED_DAYS)("finds by %s that %s", (rule, _what, { falsify, names }) => {
    const day = honestDay();
    falsify(day);

    const found = checkDay(day).filter((violation) => violation.rule === rule);

    expect(found.map(({ message }) => message).join("\n")).toContain(names);
  });

  it("judges a record that was written to a file and read again in the same way", () => {
    const day = JSON.parse(JSON.stringify(honestDay())) as ReturnType<typeof honestDay>;

    const violations = checkDay(day);

    expect(violations).toEqual([]);
  });

  it("shares no code with the server: it imports its own rules and the day's record alone", () => {
    const files = ["check-day.ts", ...readdirSync(`${SIMULATION}${RULES_FOLDER}`).map((name) => RULES_FOLDER + name)];

    const strangers = files
      .flatMap((path) => readImports(path, readFileSync(SIMULATION + path, "utf8")))
      .filter(({ to, isOurs }) => !isOurs || (!to.startsWith(RULES_FOLDER) && to !== "day-record.ts"));

    expect(files.map((path) => basename(path))).toContain("never-more-than-due.ts");
    expect(strangers).toEqual([]);
  });
});
