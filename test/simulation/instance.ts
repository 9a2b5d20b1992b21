import { type App, type AppStripe, createApp } from "../../src/app.js";
import { createApiKey } from "../../src/use-cases/create-api-key.js";
import { createLogger } from "../../src/telemetry/logger.js";
import { createBytes } from "./chance.js";
import { throughGates } from "./gated-sql.js";
import type { NotificationBoard } from "./notification-board.js";
import type { HeldOperation, SimulationDatabase } from "./simulation-database.js";
import { SECRET_KEY, STRIPE_URL } from "./stripe-host.js";
import type { Owner, World } from "./world.js";

export interface Instance {
  readonly owner: Owner;
  readonly app: App;
  /** Nothing it was doing goes on; its sessions at the database are ended. */
  crash(): Promise<void>;
  /** What it has under way, alive or not. */
  held(): Promise<readonly HeldOperation[]>;
}

export interface InstanceDeps {
  world: World;
  seed: string;
  database: SimulationDatabase;
  board: NotificationBoard;
  /** To Stripe, over a line on which things go wrong; and without one, while the server is being built. */
  line: typeof fetch;
  direct: typeof fetch;
  webhookSecrets: readonly string[];
  perhapsDie: (owner: Owner, point: "commit", about: string) => Promise<void>;
  perhapsPause: (owner: Owner, fault: "paused_before_send" | "paused_anywhere", about: string) => void;
  log: { write(line: string): void };
}

/** Enough that no statement ever waits for a connection: that would be a wait which no step ends. */
const CONNECTIONS = 40;

/** A server as it is, but for time, chance, the network and the order of its statements, which are the world's. */
export async function startInstance(owner: Owner, deps: InstanceDeps): Promise<Instance> {
  const { world, database } = deps;
  let isBuilding = true;
  let [commits, statements] = [0, 0];
  const stripe: AppStripe = {
    secretKey: SECRET_KEY,
    publishableKey: null,
    apiBase: new URL(STRIPE_URL),
    webhookSecrets: deps.webhookSecrets,
    fetch: (...request) => (isBuilding ? deps.direct(...request) : deps.line(...request)),
  };
  const app = await createApp({
    databaseUrl: database.urlFor(owner),
    stripe,
    publicUrl: "http://tillgraph.test",
    production: false,
    clock: world.clockOf(owner),
    logger: createLogger({ level: "error", destination: deps.log }),
    randomBytes: createBytes(`${deps.seed} ${owner}`),
    maxConnections: CONNECTIONS,
    throughSql: (sql) =>
      throughGates(sql, {
        world,
        owner,
        board: deps.board,
        setDatabaseTime: () => database.setTime(world.nowMs),
        isBuilding: () => isBuilding,
        perhapsDie: (point) => deps.perhapsDie(owner, point, `commit ${(commits += 1)}`),
        perhapsPause: (fault) => deps.perhapsPause(owner, fault, `statement ${(statements += 1)}`),
      }),
  });
  await warmUp(app);
  isBuilding = false;
  return {
    owner,
    app,
    held: () => world.outside(() => database.heldBy(app.deps.instanceId)),
    async crash() {
      deps.board.unlisten(owner);
      world.kill(owner);
      await world.outside(() => database.endSessionsOf(owner));
    },
  };
}

/** The first request makes Fastify and Apollo load what they load late, in a time that nobody can repeat. */
async function warmUp({ deps, inject }: App): Promise<void> {
  const { key } = await createApiKey({ ...deps, newSecret: deps.settings.newSecret }, { label: "first", role: "TILL" });
  await inject({
    method: "POST",
    url: "/graphql",
    headers: { authorization: `Bearer ${key}` },
    payload: { query: "{ serverInfo { version } }" },
  });
}
