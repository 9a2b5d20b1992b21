import { describe, expect, it } from "vitest";
import { readCommand } from "../../../src/cli/keys/read-command.js";

const NOW = new Date("2026-11-22T12:00:00Z");
const CREATE = ["create", "--role", "TILL", "--label", " Till 3 "];

describe("what is typed after npm run keys", () => {
  it("makes a key for every location that never ends, unless told otherwise", () => {
    expect(readCommand(CREATE, NOW)).toEqual({
      name: "create",
      role: "TILL",
      label: "Till 3",
      locationIds: null,
      expiresAt: null,
    });
  });

  it("takes several locations, each once, and a date that begins in UTC", () => {
    const more = ["--location", "loc_1", "--location=loc_2", "--location", "loc_1", "--expires", "2027-01-31"];

    expect(readCommand([...CREATE, ...more], NOW)).toMatchObject({
      locationIds: ["loc_1", "loc_2"],
      expiresAt: new Date("2027-01-31T00:00:00Z"),
    });
  });

  it("takes a moment with its offset as the end", () => {
    expect(readCommand([...CREATE, "--expires", "2027-01-31T18:00:00+01:00"], NOW)).toMatchObject({
      expiresAt: new Date("2027-01-31T17:00:00Z"),
    });
  });

  it.each([["back-office"], ["back_office"], ["BACK_OFFICE"]])("knows the role %s", (role) => {
    expect(readCommand(["create", "--label", "x", "--role", role], NOW)).toMatchObject({ role: "BACK_OFFICE" });
  });

  it("lists, and revokes one key by its id", () => {
    expect(readCommand(["list"], NOW)).toEqual({ name: "list" });
    expect(readCommand(["revoke", "key_1"], NOW)).toEqual({ name: "revoke", keyId: "key_1" });
  });

  it.each([
    [["create", "--label", "x"], /^--role must be one of TILL, BACK_OFFICE, OPERATOR, TEST\.$/],
    [["create", "--label", "x", "--role", "BOSS"], /^--role .*"BOSS"/],
    [["create", "--role", "TILL"], /^--label/],
    [["create", "--role", "TILL", "--label", " "], /^--label/],
    [["create", "--role", "TILL", "--label", "x".repeat(201)], /^--label .*200/],
    [[...CREATE, "--location", "tml_1"], /^--location .*"tml_1"/],
    [[...CREATE, "--expires", "tomorrow"], /^--expires .*"tomorrow"/],
    [[...CREATE, "--expires", "2027-02-30"], /^--expires/],
    [[...CREATE, "--expires", "2027-01-31T18:00:00"], /^--expires/],
    [[...CREATE, "--expires", "2026-11-22"], /^--expires must lie in the future/],
    [[...CREATE, "--colour", "red"], /'--colour'/],
    [[...CREATE, "more"], /"more"/],
    [["revoke"], /^revoke takes the id of one key/],
    [["revoke", "Till 3"], /^revoke takes the id of one key/],
    [["revoke", "key_1", "key_2"], /^revoke takes the id of one key/],
    [["revoke", "key_1", "--label", "x"], /^revoke does not take --label/],
    [["list", "--role", "TILL"], /^list does not take --role/],
    [["destroy"], /^There is no command "destroy"/],
    [[], /^Usage:/],
  ])("refuses %j", (args, message) => {
    expect(() => readCommand(args, NOW)).toThrow(expect.objectContaining({ name: "CommandError" }) as Error);
    expect(() => readCommand(args, NOW)).toThrow(message);
  });
});
