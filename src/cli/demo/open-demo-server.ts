import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSystemClock } from "../../bootstrap/system-clock.js";
import type { Config } from "../../config.js";
import { type RunningServer, startServer } from "../../start-server.js";
import { createLogger } from "../../telemetry/logger.js";
import { createApiKey } from "../../use-cases/create-api-key.js";
import { CommandError } from "../command-error.js";

export interface DemoServer {
  url: string;
  /** The sandbox behind it, ours or another; undefined: Stripe itself. */
  sandboxUrl: string | undefined;
  keys: { till: string; customer: string; operator: string };
}

const READABLE_BY_ALL = 0o755;

/** Starts a server on free ports, with a database of its own in a folder that goes with it, and lets `use` have it. */
export async function withDemoServer(config: Config, use: (server: DemoServer) => Promise<void>): Promise<void> {
  if (config.stripe?.secretKey.includes("_live_") === true) {
    throw new CommandError("STRIPE_SECRET_KEY is a live key: the demo takes play money only.");
  }
  const dataDir = await mkdtemp(join(tmpdir(), "tillgraph-demo-"));
  try {
    // For root Postgres runs as another account, which has to get in.
    await chmod(dataDir, READABLE_BY_ALL);
    const server = await startServer(demoConfig(config, dataDir), {
      clock: createSystemClock(Date.now),
      // The demo's own lines are for people; what goes wrong behind them goes beside them.
      logger: createLogger({
        level: config.logLevel === "info" ? "error" : config.logLevel,
        destination: process.stderr,
      }),
    });
    try {
      await use({ url: server.url, sandboxUrl: sandboxOf(config, server), keys: await makeKeys(server) });
    } finally {
      await server.close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The Stripe that was asked for, and nothing else of what the environment says about a server. */
function demoConfig(config: Config, dataDir: string): Config {
  return {
    ...config,
    port: 0,
    host: "127.0.0.1",
    publicUrl: undefined,
    dataDir,
    databaseUrl: undefined,
    preparedStatements: true,
    sandboxPort: 0,
    production: false,
  };
}

function sandboxOf({ stripe }: Config, server: RunningServer): string | undefined {
  const apiBase = stripe?.apiBase;
  const isStripe = apiBase === undefined || apiBase.hostname === "api.stripe.com";
  return server.sandboxUrl ?? (isStripe ? undefined : apiBase.origin);
}

async function makeKeys({ app: { deps } }: RunningServer): Promise<DemoServer["keys"]> {
  const make = async (role: "TILL" | "TEST" | "OPERATOR") => {
    const { key } = await createApiKey(
      { ...deps, newSecret: deps.settings.newSecret },
      { label: `demo ${role}`, role },
    );
    return key;
  };
  return { till: await make("TILL"), customer: await make("TEST"), operator: await make("OPERATOR") };
}
