import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { createSwitches } from "../../../src/sandbox/api/default-switches.js";
import { withChoices } from "../../../src/sandbox/control/sim-body.js";
import { defaultChoices, SIM_SETTINGS } from "../../../src/sandbox/entities/sim-choices.js";

const README = readFileSync(new URL("../../../src/sandbox/README.md", import.meta.url), "utf8");

describe("what reality leaves open", () => {
  it.each(Object.entries(SIM_SETTINGS))(
    "%s stands in the README with its settings, the default first",
    (name, settings) => {
      const row = README.split("\n").find((line) => line.startsWith(`| \`${name}\``)) ?? "";

      expect(row.split("|")[2]?.trim()).toBe(settings.map((setting) => `\`${setting}\``).join(" "));
      expect(defaultChoices()[name as keyof typeof SIM_SETTINGS]).toBe(settings[0]);
    },
  );

  it("changes only what was named, and only here", () => {
    const before = createSwitches().sim;

    const after = withChoices(before, { red_key: "clears_only", dropped_card: undefined, authorize_ms: 3 });

    expect(after).toEqual({ ...before, red_key: "clears_only" });
    expect(createSwitches().sim).toEqual(before);
  });
});
