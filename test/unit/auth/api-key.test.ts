import { describe, expect, it } from "vitest";
import { hashApiKey, toApiKey } from "../../../src/auth/api-key.js";

describe("an API key", () => {
  it.each([
    ["TILL", "tg_till_secret"],
    ["BACK_OFFICE", "tg_office_secret"],
    ["OPERATOR", "tg_operator_secret"],
    ["TEST", "tg_test_secret"],
  ] as const)("of %s tells what it is for: %s", (role, key) => {
    expect(toApiKey(role, "secret")).toBe(key);
  });

  it("is kept as its SHA-256 alone", () => {
    expect(hashApiKey("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});
