import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAccount } from "../../../src/bootstrap/open-account.js";
import { createSystemClock } from "../../../src/bootstrap/system-clock.js";
import { type DatabaseClient, openDatabase } from "../../../src/db/client.js";
import type { AccountSnapshot, Gateway, ReadResult } from "../../../src/stripe/gateway.js";
import { createTestDatabase, type TestDatabase } from "../../support/test-database.js";
import { createTestLogger } from "../../support/test-logger.js";

const OURS = { id: "acct_ours", country: "CH", defaultCurrency: "CHF", twintEnabled: true };
const KEY = { fingerprint: "key-1", livemode: false };

describe("a database that belongs to an account", () => {
  let database: TestDatabase;
  let client: DatabaseClient;
  const open = (read: ReadResult<AccountSnapshot>, key = KEY) =>
    openAccount(
      {
        db: client.db,
        gateway: { readAccount: async () => read } as Partial<Gateway> as Gateway,
        clock: createSystemClock(Date.now),
        logger: createTestLogger().logger,
      },
      key,
    );
  beforeAll(async () => {
    database = await createTestDatabase();
    client = openDatabase({ url: database.url, maxConnections: 6 });
    // Six instances that start together at the very first time agree on it.
    await Promise.all(Array.from({ length: 6 }, () => open({ outcome: "Found", value: OURS })));
  });
  afterAll(async () => {
    await client.close();
    await database.drop();
  });

  it("is opened again by a key of the same account, another one too", async () => {
    const account = await open({ outcome: "Found", value: OURS }, { fingerprint: "key-2", livemode: false });
    await open({ outcome: "Found", value: OURS });

    expect(account).toMatchObject({ id: "acct_ours", livemode: false, keyFingerprint: "key-2" });
  });

  it("refuses another account, naming both", async () => {
    const start = open({ outcome: "Found", value: { ...OURS, id: "acct_theirs" } });

    await expect(start).rejects.toMatchObject({
      name: "StartError",
      message: expect.stringMatching(/acct_ours \(test mode\).*acct_theirs \(test mode\)/),
    });
  });

  it("refuses real money beside play money", async () => {
    const start = open({ outcome: "Found", value: OURS }, { fingerprint: "key-1", livemode: true });

    await expect(start).rejects.toMatchObject({ message: expect.stringContaining("acct_ours (live mode)") });
  });

  it("is opened while Stripe does not answer, by the key of the last start only", async () => {
    const silent = { outcome: "Unanswered", reason: "timeout" } as const;

    await expect(open(silent)).resolves.toMatchObject({ id: "acct_ours" });
    await expect(open(silent, { fingerprint: "key-9", livemode: false })).rejects.toThrow("was not seen here before");
  });
});
