import { randomBytes as systemRandomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { countStripeCalls } from "./bootstrap/count-stripe-calls.js";
import { openAccount } from "./bootstrap/open-account.js";
import { readVersion } from "./bootstrap/read-version.js";
import { shareCallBudget } from "./bootstrap/share-call-budget.js";
import { type DatabaseClient, openDatabase, type ThroughSql } from "./db/client.js";
import { migrateDatabase } from "./db/migrate-database.js";
import { listenForChanges } from "./db/notifications.js";
import { STRIPE_CALLS_PER_SECOND } from "./domain/call-budget.js";
import type { Clock } from "./domain/clock.js";
import { createNewId } from "./domain/new-id.js";
import { createHttpServer } from "./http/create-http-server.js";
import { forgetClientKeys } from "./jobs/forget-client-keys.js";
import { recoverOperations } from "./jobs/recover-operations.js";
import { runJobs } from "./jobs/run-jobs.js";
import { watchActions } from "./jobs/watch-actions.js";
import { watchUnattendedPayments } from "./jobs/watch-unattended-payments.js";
import { workInbox } from "./jobs/work-inbox.js";
import { createBackground } from "./operations/background.js";
import type { Checkpoint } from "./operations/checkpoint.js";
import { breakCircuit } from "./stripe/break-circuit.js";
import { createCircuitBreaker } from "./stripe/circuit-breaker.js";
import { createStripeGateway } from "./stripe/create-stripe-gateway.js";
import { createWebhookVerifier } from "./stripe/events.js";
import type { Gateway, StripeCalls } from "./stripe/gateway.js";
import { isLiveKey, keyFingerprint } from "./stripe/key-fingerprint.js";
import type { Logger } from "./telemetry/logger.js";
import { createMetrics, type Metrics } from "./telemetry/metrics.js";
import type { Deps } from "./use-cases/deps.js";
import { lookUpTwintReturn } from "./use-cases/look-up-twint-return.js";
import { receiveWebhook } from "./use-cases/receive-webhook.js";

export interface AppOptions {
  databaseUrl: string;
  stripe: AppStripe;
  /** Where customers and Stripe reach us, without a slash at its end. */
  publicUrl: string;
  production: boolean;
  /** Origins whose pages may call us. Default: none. */
  corsOrigins?: readonly string[];
  clock: Clock;
  logger: Logger;
  /** Where ids and secrets get their chance from. Default: the system's. */
  randomBytes?: (count: number) => Uint8Array;
  maxConnections?: number;
  /** How many calls a second all instances together may make to Stripe. Default: Stripe's limit; elsewhere none. */
  stripeCallsPerSecond?: number;
  /** Off behind a pooler that hands each transaction another connection. Default on. */
  preparedStatements?: boolean;
  /** Stands between us and the database in simulations. */
  throughSql?: ThroughSql;
  /** Called at each recovery point of an operation, for tests that end the process there. Default: nothing. */
  checkpoint?: Checkpoint;
}

export interface AppStripe {
  secretKey: string;
  publishableKey: string | null;
  apiBase: URL | undefined;
  /** Every secret in force; filled in later where an endpoint is only made once we listen. */
  webhookSecrets: readonly string[];
  /** Replaces the network in simulations. */
  fetch?: typeof globalThis.fetch;
}

export interface App {
  deps: Deps;
  /** Answers a request without a port, as Fastify does. */
  inject: FastifyInstance["inject"];
  /** Begins to answer on an address. */
  listen(address: { host: string; port: number }): Promise<void>;
  /** Begins to recover, watch and work off. A test that calls jobs by `runOnce` leaves it out. */
  startJobs(): void;
  /** Takes no new work, waits for what is under way as long as `graceMs`, and lets everything go. */
  close(graceMs?: number): Promise<void>;
}

/** Signatures older than this are refused, as Stripe's own libraries do. */
const WEBHOOK_TOLERANCE_S = 300;
const SECRET_BYTES = 24;
const DEFAULT_GRACE_MS = 3_000;
const JOBS = [recoverOperations, watchActions, watchUnattendedPayments, workInbox, forgetClientKeys];

/** Builds the server from its parts, against a database and a Stripe that are there. It does not listen yet. */
export async function createApp(options: AppOptions): Promise<App> {
  const { clock, logger } = options;
  await migrateDatabase(options.databaseUrl);
  const database = openDatabase({
    url: options.databaseUrl,
    ...(options.maxConnections === undefined ? {} : { maxConnections: options.maxConnections }),
    preparedStatements: options.preparedStatements ?? true,
    through: options.throughSql,
  });
  try {
    const metrics = createMetrics();
    const { deps, jobGateway } = await createDeps(options, database, metrics);
    const verify = createWebhookVerifier({
      secrets: options.stripe.webhookSecrets,
      toleranceSeconds: WEBHOOK_TOLERANCE_S,
      nowSeconds: () => Math.floor(clock.now().getTime() / 1_000),
    });
    const http = await createHttpServer({
      deps,
      logger,
      metrics,
      production: options.production,
      corsOrigins: options.corsOrigins,
      ready: () => isReady(database.sql),
      verifyWebhook: async (rawBody, signature) => {
        const event = verify(rawBody, signature);
        if (event === undefined) return "bad_signature";
        await receiveWebhook(deps, event);
        return "stored";
      },
      twint: { lookUp: (token) => lookUpTwintReturn(deps, token) },
    });
    let jobs: ReturnType<typeof runJobs> | undefined;
    return {
      deps,
      inject: http.inject.bind(http),
      listen: async (address) => void (await http.listen(address)),
      startJobs: () => {
        jobs = runJobs({ ...deps, gateway: jobGateway }, JOBS);
      },
      async close(graceMs = DEFAULT_GRACE_MS) {
        const grace = new AbortController();
        const ended = Promise.all([http.close(), jobs?.stop()]).then(() => deps.background.drain());
        await Promise.race([ended, clock.sleep(graceMs, grace.signal)]);
        grace.abort();
        await deps.notifications.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

interface BuiltDeps {
  deps: Deps;
  /** The same Stripe, where tills go before. */
  jobGateway: Gateway;
}

async function createDeps(options: AppOptions, { db, sql }: DatabaseClient, metrics: Metrics): Promise<BuiltDeps> {
  const { clock, logger, stripe } = options;
  const randomBytes = options.randomBytes ?? systemRandomBytes;
  const calls = createStripeGateway(stripe);
  const breaker = createCircuitBreaker(clock);
  const toGateway = (each: StripeCalls) => countStripeCalls(breakCircuit(each, breaker), metrics);
  const key = { fingerprint: keyFingerprint(stripe.secretKey), livemode: isLiveKey(stripe.secretKey) };
  const account = await openAccount({ db, gateway: toGateway(calls), clock, logger }, key);
  const shared = shareCallBudget({ db, account, clock, logger, metrics }, calls, callsPerSecondOf(options));
  const newSecret = () => Buffer.from(randomBytes(SECRET_BYTES)).toString("base64url");
  const deps: Deps = {
    db,
    gateway: toGateway(shared.till),
    clock,
    account,
    logger,
    newId: createNewId(clock, randomBytes),
    instanceId: newSecret(),
    background: createBackground(logger),
    checkpoint: options.checkpoint ?? (async () => undefined),
    notifications: await listenForChanges(sql),
    settings: {
      publicUrl: options.publicUrl,
      sandbox: isSandbox(stripe),
      apiVersion: calls.apiVersion,
      publishableKey: stripe.publishableKey,
      version: await readVersion(),
      newSecret,
    },
  };
  return { deps, jobGateway: toGateway(shared.job) };
}

function isSandbox({ apiBase }: AppStripe): boolean {
  return apiBase !== undefined && apiBase.hostname !== "api.stripe.com";
}

/** None where Stripe is played: nobody limits it, and nothing is to be slowed there. */
function callsPerSecondOf({ stripe, stripeCallsPerSecond }: AppOptions): number | null {
  if (stripeCallsPerSecond !== undefined) return stripeCallsPerSecond;
  if (isSandbox(stripe)) return null;
  return isLiveKey(stripe.secretKey) ? STRIPE_CALLS_PER_SECOND.live : STRIPE_CALLS_PER_SECOND.test;
}

async function isReady(sql: DatabaseClient["sql"]): Promise<{ ok: boolean; checks: Record<string, string> }> {
  try {
    await sql`select 1`;
    return { ok: true, checks: { database: "ok" } };
  } catch {
    return { ok: false, checks: { database: "does not answer" } };
  }
}
