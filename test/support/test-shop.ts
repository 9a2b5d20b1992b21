import { GraphQLClient } from "graphql-request";
import { afterAll, beforeAll, expect } from "vitest";
import { type App, createApp } from "../../src/app.js";
import { furnishSandbox } from "../../src/bootstrap/furnish-sandbox.js";
import { createSystemClock } from "../../src/bootstrap/system-clock.js";
import { type Role, ROLES } from "../../src/domain/role.js";
import type { Sandbox } from "../../src/sandbox/start-sandbox.js";
import { renewWebhookEndpoint } from "../../src/stripe/renew-webhook-endpoint.js";
import { createApiKey } from "../../src/use-cases/create-api-key.js";
import { LocationsDocument, ReadersDocument } from "./generated/operations.js";
import { findFreePort } from "./find-free-port.js";
import { createTestDatabase } from "./test-database.js";
import { createTestLogger, type TestLogger } from "./test-logger.js";
import { openTestStripe } from "./test-stripe.js";

export interface TestShop {
  url: string;
  app: App;
  sandbox: Sandbox;
  log: TestLogger;
  databaseUrl: string;
  keys: Record<Role, string>;
  /** What Stripe signs the webhooks of the first instance with; empty where none reach it. */
  webhookSecrets: string[];
  /** GraphQL over HTTP with a key of the role; null for none. */
  client(role: Role | null): GraphQLClient;
  locationId: string;
  /** The two readers that stand in the shop. */
  readerIds: [string, string];
  /** A request to the sandbox's control plane. */
  control(path: string, body?: unknown, method?: string): Promise<unknown>;
  /** Another instance of the server on the same database and Stripe, with its own address. */
  startAnotherInstance(): Promise<{ app: App; url: string }>;
  close(): Promise<void>;
}

export interface TestShopOptions {
  /** Whether Stripe's webhooks reach us. Default true. */
  webhooks?: boolean;
  /** Whether recovery, watcher and inbox run. Default true. */
  jobs?: boolean;
  /** What all instances together may ask Stripe a second. Default: no bound. */
  stripeCallsPerSecond?: number;
}

const KEY = "sk_test_shop";

/** The whole server on a database of its own and a sandbox of its own, listening on a free port. */
export async function openTestShop(options: TestShopOptions = {}): Promise<TestShop> {
  const [database, { sandbox, ...stripeHost }] = await Promise.all([createTestDatabase(), openTestStripe()]);
  const log = createTestLogger();
  const apps: App[] = [];
  const secretsOfApps: string[][] = [];
  const start = async () => {
    const port = await findFreePort();
    const url = `http://127.0.0.1:${port}`;
    const webhookSecrets: string[] = [];
    const stripe = { secretKey: KEY, publishableKey: "pk_test_shop", apiBase: stripeHost.apiBase, webhookSecrets };
    const app = await createApp({
      databaseUrl: database.url,
      stripe,
      publicUrl: url,
      production: false,
      clock: createSystemClock(Date.now),
      logger: log.logger,
      maxConnections: 6,
      ...(options.stripeCallsPerSecond === undefined ? {} : { stripeCallsPerSecond: options.stripeCallsPerSecond }),
    });
    apps.push(app);
    secretsOfApps.push(webhookSecrets);
    if (options.webhooks ?? true) webhookSecrets.push(await renewWebhookEndpoint(stripe, `${url}/webhooks/stripe`));
    if (options.jobs ?? true) app.startJobs();
    await app.listen({ host: "127.0.0.1", port });
    return { app, url };
  };
  const { app, url } = await start();
  await furnishSandbox(app.deps);
  const keys = await makeKeys(app);
  const client = (role: Role | null) =>
    new GraphQLClient(`${url}/graphql`, role === null ? {} : { headers: { authorization: `Bearer ${keys[role]}` } });
  const { locations } = await client("OPERATOR").request(LocationsDocument, {});
  const { readers } = await client("OPERATOR").request(ReadersDocument, {});
  const [second, first] = readers.edges.map((edge) => edge.node.id);
  return {
    url,
    app,
    sandbox,
    log,
    databaseUrl: database.url,
    keys,
    webhookSecrets: secretsOfApps[0] ?? [],
    client,
    locationId: locations.edges[0]?.node.id ?? "",
    readerIds: [first ?? "", second ?? ""],
    async control(path, body, method = body === undefined ? "GET" : "POST") {
      const init =
        body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
      const response = await fetch(`${sandbox.url}/_sandbox/${path}`, { method, ...init });
      if (!response.ok) throw new Error(`control plane: ${response.status} ${await response.text()}`);
      return response.json();
    },
    startAnotherInstance: start,
    async close() {
      for (const each of apps) await each.close();
      await stripeHost.close();
      await database.drop();
      expect(log.unexpectedErrors()).toEqual([]);
    },
  };
}

/** Opens a shop before a file's tests and closes it after them. */
export function useTestShop(options: TestShopOptions = {}): TestShop {
  let shop: TestShop | undefined;
  beforeAll(async () => {
    shop = await openTestShop(options);
  });
  afterAll(async () => {
    await shop?.close();
  });
  return new Proxy({} as TestShop, { get: (_target, property) => Reflect.get(shop as object, property) });
}

async function makeKeys(app: App): Promise<Record<Role, string>> {
  const entries: [Role, string][] = [];
  for (const role of ROLES) {
    const { key } = await createApiKey(
      { ...app.deps, newSecret: app.deps.settings.newSecret },
      { label: `test ${role}`, role },
    );
    entries.push([role, key]);
  }
  return Object.fromEntries(entries) as Record<Role, string>;
}
