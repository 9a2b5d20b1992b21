import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { type App, type AppStripe, createApp } from "./app.js";
import { type DevelopmentKeys, developmentKeys } from "./bootstrap/development-keys.js";
import { furnishSandbox } from "./bootstrap/furnish-sandbox.js";
import type { Config } from "./config.js";
import { startEmbeddedPostgres } from "./db/embedded/start-embedded-postgres.js";
import type { Clock } from "./domain/clock.js";
import { startSandbox } from "./sandbox/start-sandbox.js";
import { renewWebhookEndpoint } from "./stripe/renew-webhook-endpoint.js";
import type { Logger } from "./telemetry/logger.js";

export interface RunningServer {
  app: App;
  url: string;
  /** Where the embedded sandbox answers; null with a Stripe key. */
  sandboxUrl: string | null;
  /** Made for the embedded sandbox only. */
  keys: DevelopmentKeys | null;
  close(): Promise<void>;
}

/** The sandbox takes any test key; this one says in every log whose money it is. */
const SANDBOX_KEY = "sk_test_tillgraph_sandbox";
const SANDBOX_PUBLISHABLE_KEY = "pk_test_tillgraph_sandbox";

/** Starts everything a configuration asks for: with no database and no key, an embedded Postgres and a sandbox. */
export async function startServer(
  config: Config,
  { clock, logger }: { clock: Clock; logger: Logger },
): Promise<RunningServer> {
  const open: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const shut of open.splice(0).toReversed()) await shut();
  };
  try {
    const port = config.port === 0 ? await findFreePort(config.host) : config.port;
    const url = `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`;
    await mkdir(config.dataDir, { recursive: true });
    // The sandbox first: where its port is taken, no Postgres was started in vain.
    const sandbox = await openSandbox(config, logger, open);
    const databaseUrl = await openPostgres(config, logger, open);
    const webhookSecrets = [...(config.stripe?.webhookSecrets ?? [])];
    const stripe: AppStripe = { ...(config.stripe ?? sandboxKeys(sandbox?.url)), webhookSecrets };
    const publicUrl = config.publicUrl ?? url;
    const { production, preparedStatements, corsOrigins } = config;
    const http = { publicUrl, production, corsOrigins };
    const app = await createApp({ databaseUrl, preparedStatements, stripe, ...http, clock, logger });
    open.push(() => app.close());
    if (sandbox !== null) {
      webhookSecrets.push(await renewWebhookEndpoint(stripe, `${url}/webhooks/stripe`));
      await furnishSandbox(app.deps);
    }
    const keys = sandbox === null ? null : await developmentKeys(app.deps, config.dataDir);
    app.startJobs();
    await app.listen({ host: config.host, port });
    return { app, url, sandboxUrl: sandbox?.url ?? null, keys, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Open = (() => Promise<void>)[];

async function openPostgres(config: Config, logger: Logger, open: Open): Promise<string> {
  if (config.databaseUrl !== undefined) return config.databaseUrl;
  const dataDir = join(config.dataDir, "postgres");
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log: (line) => logger.debug({ postgres: line }, "postgres"),
  });
  open.push(() => postgres.stop());
  return postgres.url;
}

async function openSandbox(config: Config, logger: Logger, open: Open): Promise<{ url: string } | null> {
  if (config.stripe !== undefined) return null;
  const sandbox = await startSandbox({
    port: config.sandboxPort,
    stateDir: join(config.dataDir, "sandbox"),
    log: (line) => logger.debug({ sandbox: line }, "sandbox"),
  });
  open.push(() => sandbox.close());
  return sandbox;
}

function sandboxKeys(sandboxUrl: string | undefined): Omit<AppStripe, "webhookSecrets"> {
  if (sandboxUrl === undefined) throw new Error("there is neither a Stripe key nor a sandbox");
  return { secretKey: SANDBOX_KEY, publishableKey: SANDBOX_PUBLISHABLE_KEY, apiBase: new URL(sandboxUrl) };
}

async function findFreePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, "listening");
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port was found");
  return address.port;
}
