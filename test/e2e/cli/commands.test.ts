import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GraphQLClient } from "graphql-request";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createSystemClock } from "../../../src/bootstrap/system-clock.js";
import { readConfig } from "../../../src/config.js";
import { startSandbox } from "../../../src/sandbox/start-sandbox.js";
import { type RunningServer, startServer } from "../../../src/start-server.js";
import { CreateOrderDocument, LocationsDocument, ServerInfoDocument } from "../../support/generated/operations.js";
import { createTestDatabase } from "../../support/test-database.js";
import { createTestLogger } from "../../support/test-logger.js";
import { refusalOf } from "../../support/till.js";
import { runCommand, startCommand } from "./run-command.js";

const SECRETS = /_secret_|whsec_|\b[sr]k_(test|live)_|\btg_(till|office|operator|test)_/;
const DEMO_WITHIN_MS = 60_000;

/** All three commands in one file, because each compiles what is not compiled yet, and two at once would meet there. */
beforeAll(async () => {
  const { stderr } = await runCommand("cli/keys", []);
  if (!stderr.includes("npm run keys -- create")) throw new Error(`the commands do not run: ${stderr}`);
}, DEMO_WITHIN_MS);

describe("npm run demo", () => {
  let folder = "";
  const demo = (args: string[], env: Record<string, string> = {}) =>
    runCommand("cli/demo", args, { TMPDIR: folder, ...env });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tillgraph-cli-"));
    await chmod(folder, 0o755);
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it.each(["normal", "off", "twice-reversed"])(
    "goes through every sale as it says, with webhooks %s",
    async (mode) => {
      const { code, stdout, stderr } = await demo(["--webhooks", mode]);

      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(/orderEvents +1 order\.created · 2 payment\.created/);
      expect(stdout).toContain("card_declined");
      expect(stdout).toContain("change 7.70 CHF");
      expect(stdout).toMatch(/the return page +shows: Paid/);
      expect(stdout).toContain("5 payments: 4 through Stripe with 4 PaymentIntents, 1 in cash");
      expect(stdout).not.toMatch(SECRETS);
      expect(await readdir(folder)).toEqual([]);
    },
    DEMO_WITHIN_MS,
  );

  it(
    "uses the Stripe it is given, whose own books agree",
    async () => {
      const sandbox = await startSandbox({ port: 0 });
      const stripe = { STRIPE_API_BASE: sandbox.url, STRIPE_SECRET_KEY: "sk_test_demo" };

      // A database of the server's is none of the demo's business: nobody answers at this one.
      const { code, stdout } = await demo([], { ...stripe, DATABASE_URL: "postgres://nobody@127.0.0.1:1/x" });
      const headers = { authorization: `Bearer ${stripe.STRIPE_SECRET_KEY}` };
      const response = await fetch(`${sandbox.url}/v1/payment_intents?limit=100`, { headers });
      const { data } = (await response.json()) as { data: { id: string; amount_received: number }[] };
      await sandbox.close();

      expect(code).toBe(0);
      expect(data.map(({ amount_received }) => amount_received).toSorted((a, b) => a - b)).toEqual([
        0, 1050, 2490, 4500,
      ]);
      expect(data.filter(({ id }) => !stdout.includes(id))).toEqual([]);
    },
    DEMO_WITHIN_MS,
  );

  it(
    "fails with a clear line when a step goes another way, and leaves nothing behind",
    async () => {
      const sandbox = await startSandbox({ port: 0 });
      const fault = { method: "POST", path: "/v1/payment_intents$", kind: "status", status: 400, count: 100 };
      await fetch(`${sandbox.url}/_sandbox/faults`, { method: "POST", body: JSON.stringify(fault) });

      const env = { STRIPE_API_BASE: sandbox.url, STRIPE_SECRET_KEY: "sk_test_demo" };
      const { code, stdout, stderr } = await demo(["--webhooks", "off"], env);
      const webhooks = await fetch(`${sandbox.url}/_sandbox/webhooks`);
      const { mode } = (await webhooks.json()) as { mode: string };
      await sandbox.close();

      expect(code).toBe(1);
      expect(stderr).toMatch(/The demo failed at "A card sale of 10\.50 CHF[^"]*": refused with STRIPE_REFUSED/);
      expect(stdout).not.toContain("Every step went as said");
      expect(mode).toBe("normal");
      expect(await readdir(folder)).toEqual([]);
    },
    DEMO_WITHIN_MS,
  );

  it(
    "ends at Ctrl-C without leaving anything behind",
    async () => {
      const { child, result } = startCommand("cli/demo", [], { TMPDIR: folder });
      await once(child.stdout ?? child, "data");

      child.kill("SIGINT");
      const { code } = await result;

      expect(code).toBe(130);
      expect(await readdir(folder)).toEqual([]);
    },
    DEMO_WITHIN_MS,
  );

  it("takes no live key and no unknown option", async () => {
    const live = await demo([], { STRIPE_SECRET_KEY: "sk_live_demo" });
    const unknown = await demo(["--webhooks", "sometimes"]);

    expect(live).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("the demo takes play money only") as string,
    });
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining("--webhooks must be one of") as string });
  });
});

describe("npm run keys", () => {
  let dataDir = "";
  let server: RunningServer;
  const log = createTestLogger();
  const keys = (args: string[]) => runCommand("cli/keys", args, { DATA_DIR: dataDir });
  const withKey = (key: string) =>
    new GraphQLClient(`${server.url}/graphql`, { headers: { authorization: `Bearer ${key.trim()}` } });

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "tillgraph-keys-"));
    await chmod(dataDir, 0o755);
    const config = { ...readConfig({ DATA_DIR: dataDir }), port: 0, sandboxPort: 0 };
    server = await startServer(config, { clock: createSystemClock(Date.now), logger: log.logger });
  });

  afterAll(async () => {
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
    const [error] = log.unexpectedErrors();
    if (error !== undefined) throw new Error(`an unexpected error was logged: ${JSON.stringify(error)}`);
  });

  it("makes a key that works beside a running server, and not any more once it is revoked", async () => {
    const made = await keys(["create", "--role", "TILL", "--label", "Till 3", "--expires", "2099-01-31"]);
    const { serverInfo } = await withKey(made.stdout).request(ServerInfoDocument);
    const listed = await keys(["list"]);
    const [row] = /^key_.*Till 3.*$/m.exec(listed.stdout) ?? [];
    const revoked = await keys(["revoke", row?.split(" ")[0] ?? ""]);
    const refusal = await refusalOf(withKey(made.stdout).request(ServerInfoDocument));

    expect(made.stdout).toMatch(/^tg_till_[\w-]{32}\n$/);
    expect(serverInfo.sandbox).toBe(true);
    expect(row).toMatch(/TILL +in force +Till 3 +all +\d{4}-\d\d-\d\d +2099-01-31/);
    expect(listed.stdout).not.toMatch(SECRETS);
    expect(revoked.code).toBe(0);
    expect(refusal.code).toBe("UNAUTHENTICATED");
  });

  it("binds a key to the locations it names", async () => {
    const operator = withKey(server.keys?.OPERATOR ?? "");
    const { locations } = await operator.request(LocationsDocument, {});
    const locationId = locations.edges[0]?.node.id ?? "";

    const made = await keys(["create", "--role", "TILL", "--label", "bound", "--location", locationId]);
    const unknown = await keys(["create", "--role", "TILL", "--label", "lost", "--location", "loc_nowhere"]);
    const till = withKey(made.stdout);
    const order = { reference: "1", tillId: "1", currency: "CHF", totalMinor: 100 };
    const { createOrder } = await till.request(CreateOrderDocument, { input: { ...order, locationId } });
    const elsewhere = await refusalOf(
      till.request(CreateOrderDocument, { input: { ...order, locationId: "loc_other" } }),
    );

    expect(createOrder?.order.location.id).toBe(locationId);
    expect(elsewhere.code).toBe("FORBIDDEN");
    expect(unknown).toEqual({ code: 1, stdout: "", stderr: "--location: there is no location loc_nowhere.\n" });
  });

  it("names the option that is wrong, and what there is not", async () => {
    const [role, key] = await Promise.all([
      keys(["create", "--role", "BOSS", "--label", "x"]),
      keys(["revoke", "key_nobody"]),
    ]);

    expect(role).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^--role must be one of/) as string,
    });
    expect(key).toEqual({ code: 1, stdout: "", stderr: 'There is no API key "key_nobody".\n' });
  });

  it("says so where no server was ever started, and makes no database", async () => {
    const database = await createTestDatabase();

    const migratedOnly = await runCommand("cli/keys", ["list"], { DATABASE_URL: database.url });
    const nothing = await runCommand("cli/keys", ["list"], { DATA_DIR: join(dataDir, "nowhere") });
    await database.drop();

    for (const { code, stderr } of [migratedOnly, nothing]) {
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^No server was ever started/) });
    }
    expect(await readdir(dataDir)).not.toContain("nowhere");
  });
});

describe("npm run db:migrate", () => {
  it("applies every migration to an empty database and says so, and has nothing to do the second time", async () => {
    const admin = postgres(inject("postgresUrl"), { max: 1, fetch_types: false });
    const name = `migrate_${process.pid}`;
    await admin`create database ${admin(name)}`;
    const url = new URL(inject("postgresUrl"));
    url.pathname = `/${name}`;

    const first = await runCommand("cli/migrate", [], { DATABASE_URL: url.href });
    const second = await runCommand("cli/migrate", [], { DATABASE_URL: url.href });
    await admin`drop database ${admin(name)} with (force)`;
    await admin.end();

    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toMatch(/^Applied (\d+) of \1 migrations to 127\.0\.0\.1:\d+\/migrate_\d+: 0000_foundation/);
    expect(second.stdout).toMatch(/^Nothing to do: 127\.0\.0\.1:\d+\/migrate_\d+ has all \d+ migrations\.\n$/);
    expect(`${first.stdout}${second.stdout}`).not.toContain(url.password);
  });

  it("says that a database does not answer, without its password", async () => {
    const { code, stderr } = await runCommand("cli/migrate", [], { DATABASE_URL: "postgres://u:hush@127.0.0.1:1/x" });

    expect(code).toBe(1);
    expect(stderr).toMatch(/^The database does not answer: connect ECONNREFUSED/);
    expect(stderr).not.toContain("hush");
  });
});
