import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createApp } from "../src/app.js";
import { furnishSandbox } from "../src/bootstrap/furnish-sandbox.js";
import { createSystemClock } from "../src/bootstrap/system-clock.js";
import { startEmbeddedPostgres } from "../src/db/embedded/start-embedded-postgres.js";
import { createLogger } from "../src/telemetry/logger.js";
import { createApiKey } from "../src/use-cases/create-api-key.js";
import { type MeasuredProcess, startMeasured } from "./measured-process.js";

const SECRET_KEY = "sk_test_bench";
const WEBHOOK_SECRET = "whsec_bench";
const HOST = "127.0.0.1";

/** The server and the bare routes on one Postgres and one sandbox, each in a process of its own. */
export interface Sides {
  readonly oursPort: number;
  readonly barePort: number;
  readonly apiKey: string;
  readonly webhookSecret: string;
  close(): Promise<void>;
}

export async function openSides(sandboxProgram: string): Promise<Sides> {
  const folder = await mkdtemp(join(tmpdir(), "tillgraph-bench-"));
  // As root Postgres runs as nobody, who has to get in.
  await chmod(folder, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, "postgres") });
  const sandbox = await startMeasured(sandboxProgram, ["--port", "0"]);
  const stripeUrl = `http://${HOST}:${sandbox.port}`;
  const apiKey = await furnish(postgres.url, stripeUrl);
  const shared = { databaseUrl: postgres.url, stripeUrl, secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET };
  const ours = await start("./tillgraph-server.mjs", { ...shared, port: await findFreePort() });
  const bare = await start("./bare-routes.mjs", shared);
  return {
    oursPort: ours.port,
    barePort: bare.port,
    apiKey,
    webhookSecret: WEBHOOK_SECRET,
    async close() {
      await Promise.all([ours.stop(), bare.stop(), sandbox.stop()]);
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function start(program: string, order: object): Promise<MeasuredProcess> {
  return startMeasured(fileURLToPath(new URL(program, import.meta.url)), [JSON.stringify(order)]);
}

/** A location, two readers, and a till's key. */
async function furnish(databaseUrl: string, stripeUrl: string): Promise<string> {
  const app = await createApp({
    databaseUrl,
    stripe: { secretKey: SECRET_KEY, publishableKey: null, apiBase: new URL(stripeUrl), webhookSecrets: [] },
    publicUrl: `http://${HOST}`,
    production: false,
    clock: createSystemClock(Date.now),
    logger: createLogger({ level: "error" }),
  });
  await furnishSandbox(app.deps);
  const { newSecret } = app.deps.settings;
  const { key } = await createApiKey({ ...app.deps, newSecret }, { label: "bench", role: "TEST" });
  await app.close();
  return key;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port was found");
  return address.port;
}
