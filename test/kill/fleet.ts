import { findFreePort } from "../support/find-free-port.js";
import type { TestShop } from "../support/test-shop.js";
import { type Server, startServer } from "./start-server.js";
import type { Trace } from "./trace.js";

/** Several servers on one database and one Stripe, each with an address that it keeps through its deaths. */
export interface Fleet {
  /** Those that live now. */
  alive(): Server[];
  /** SIGKILL, and the next start at the same address. */
  killAndRestart(place: number): Promise<void>;
  /** All that they logged as errors. */
  errors(): string[];
  close(): Promise<void>;
}

export async function startFleet(shop: TestShop, { size, trace }: { size: number; trace: Trace }): Promise<Fleet> {
  const ports: number[] = [];
  for (let place = 0; place < size; place += 1) ports.push(await findFreePort());
  const webhookSecrets = await Promise.all(ports.map((port) => openEndpoint(shop, port)));
  const started: Server[] = [];
  const servers: (Server | undefined)[] = [];
  const start = async (place: number) => {
    const server = await startServer(shop, { port: ports[place] ?? 0, webhookSecrets });
    started.push(server);
    servers[place] = server;
    trace.write("starts", { place });
  };
  await Promise.all(ports.map((_, place) => start(place)));
  return {
    alive: () => servers.filter((server) => server !== undefined),
    async killAndRestart(place) {
      const server = servers[place];
      servers[place] = undefined;
      trace.write("dies", { place });
      await server?.kill();
      await start(place);
    },
    errors: () => started.flatMap((server) => server.errors()),
    async close() {
      await Promise.all(started.map((server) => server.kill()));
    },
  };
}

/** One for each server, as if a customer of Stripe's ran them apart; each takes all of their signatures. */
async function openEndpoint({ sandbox }: TestShop, port: number): Promise<string> {
  const response = await fetch(`${sandbox.url}/v1/webhook_endpoints`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_shop" },
    body: new URLSearchParams({ url: `http://127.0.0.1:${port}/webhooks/stripe`, "enabled_events[0]": "*" }),
  });
  const { secret } = (await response.json()) as { secret: string };
  return secret;
}
