import { expect, it } from "vitest";
import { findBinaries } from "../../../src/db/embedded/find-binaries.js";

it("says so, and names the way round, on a platform without binaries", async () => {
  await expect(findBinaries("aix-ppc64")).rejects.toThrow(/no embedded Postgres for aix-ppc64.*DATABASE_URL/);
});

it("names the package that npm left out", async () => {
  const elsewhere = process.platform === "win32" ? "linux-x64" : "win32-x64";

  await expect(findBinaries(elsewhere)).rejects.toMatchObject({ code: "PACKAGE_MISSING" });
});
