import { expect, it } from "vitest";
import { describeKeys } from "../../../src/cli/keys/describe-keys.js";
import type { ApiKey } from "../../../src/domain/api-key.js";

const NOW = new Date("2026-11-22T12:00:00Z");
const KEY: ApiKey = {
  id: "key_1",
  accountId: "acct_1",
  livemode: false,
  label: "Till 3",
  role: "TILL",
  hash: "5f4dcc3b",
  locationIds: null,
  createdAt: new Date("2026-11-01T00:00:00Z"),
  expiresAt: null,
  revokedAt: null,
};

it("shows each key with its state, its columns under each other, and never its hash", () => {
  const keys: ApiKey[] = [
    KEY,
    { ...KEY, id: "key_22", role: "BACK_OFFICE", expiresAt: NOW, locationIds: ["loc_1", "loc_2"] },
    { ...KEY, id: "key_3", expiresAt: NOW, revokedAt: new Date("2026-11-20T00:00:00Z") },
  ];

  expect(describeKeys(keys, NOW).split("\n")).toEqual([
    "key     role         state               label   locations    made        expires",
    "key_1   TILL         in force            Till 3  all          2026-11-01  never",
    "key_22  BACK_OFFICE  expired             Till 3  loc_1 loc_2  2026-11-01  2026-11-22",
    "key_3   TILL         revoked 2026-11-20  Till 3  all          2026-11-01  2026-11-22",
  ]);
});

it("says so when there are none", () => {
  expect(describeKeys([], NOW)).toBe("There are no keys.");
});
