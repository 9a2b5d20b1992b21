import { expect, it } from "vitest";
import { CommandError } from "../../../src/cli/command-error.js";
import { explainFailure } from "../../../src/bootstrap/explain-failure.js";

function failure(message: string, more: { code?: string; cause?: unknown } = {}): Error {
  return Object.assign(new Error(message, { cause: more.cause }), more.code === undefined ? {} : { code: more.code });
}

it("says a foreseen failure in its own words alone", () => {
  expect(explainFailure(new CommandError("--role must be one of TILL."))).toBe("--role must be one of TILL.");
});

it("says that a database does not answer, or refuses, and keeps the query around it out", () => {
  const unreachable = failure("connect ECONNREFUSED 127.0.0.1:1", { code: "ECONNREFUSED" });
  const wrongPassword = failure("password authentication failed", { code: "28P01" });

  expect(explainFailure(failure("Failed query: select 1", { cause: unreachable }))).toBe(
    "The database does not answer: connect ECONNREFUSED 127.0.0.1:1",
  );
  expect(explainFailure(wrongPassword)).toBe("The database refuses: password authentication failed");
});

it("shows everything of a failure nobody foresaw", () => {
  expect(explainFailure(failure("what?"))).toMatch(/^Error: what\?\n +at /);
  expect(explainFailure("what?")).toBe("'what?'");
});
