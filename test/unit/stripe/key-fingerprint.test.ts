import { describe, expect, it } from "vitest";
import { isLiveKey, keyFingerprint } from "../../../src/stripe/key-fingerprint.js";

describe("a key's fingerprint", () => {
  it("is the same for the same key, another for another, and shows nothing of it", () => {
    const fingerprint = keyFingerprint("sk_test_abc123");

    expect(fingerprint).toBe(keyFingerprint("sk_test_abc123"));
    expect(fingerprint).not.toBe(keyFingerprint("sk_test_abc124"));
    expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("a live key", () => {
  it("is anything that is not plainly a test key", () => {
    expect(["sk_test_1", "rk_test_1", "sk_org_test_1"].filter(isLiveKey)).toStrictEqual([]);
    expect(
      ["sk_live_1", "rk_live_1", "sk_org_live_1", "sk_live_test_1", "", "x"].filter((key) => !isLiveKey(key)),
    ).toStrictEqual([]);
  });
});
