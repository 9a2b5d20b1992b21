import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import { DEFAULT_VERSION } from "./api/api-version.js";
import { createSystemClock, type Clock } from "./clock/system-clock.js";
import { createSystemTimers } from "./clock/timers.js";
import { createSandboxCore } from "./create-sandbox-core.js";
import { createFetch } from "./http/fetch-adapter.js";
import { createNodeServer } from "./http/node-server.js";

export interface SandboxOptions {
  /** 0 or absent: a free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Absent: memory only. Otherwise every effect is on disk before its answer is sent, and survives SIGKILL. */
  stateDir?: string;
  /** Unix milliseconds; the sandbox's own offset and freeze are laid over it. */
  clock?: Clock;
  /** For ids and decisions; absent: random, and kept with the state. */
  seed?: string;
  /** For requests without `Stripe-Version`; default an older one, as real accounts have it. */
  defaultApiVersion?: string;
  log?: (line: string) => void;
  /** What webhooks are sent by, for a receiver without a port. Default: the network. */
  fetch?: typeof fetch;
}

export interface Sandbox {
  url: string;
  port: number;
  accountId: string;
  close(): Promise<void>;
  /** In-process, no port needed. */
  fetch: typeof fetch;
}

const SEED_BYTES = 16;

/** Starts a Stripe of its own: state, API, control plane, redirect pages and webhook deliveries. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const host = options.host ?? "127.0.0.1";
  const log = options.log ?? (() => undefined);
  const core = createSandboxCore({
    clock: options.clock ?? createSystemClock(),
    defaultVersion: options.defaultApiVersion ?? DEFAULT_VERSION,
    log,
    seed: options.seed ?? randomBytes(SEED_BYTES).toString("hex"),
    stateDir: options.stateDir,
    deliver: options.fetch ?? fetch,
    timers: createSystemTimers(),
  });
  const server = createNodeServer(core.handle, log);
  server.listen(options.port ?? 0, host);
  await once(server, "listening");

  const { port } = server.address() as AddressInfo;
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  core.start(url);
  let closing: Promise<void> | undefined;
  return {
    url,
    port,
    accountId: core.engine.mainAccount,
    fetch: createFetch(core.handle),
    close: () => (closing ??= closeServer(server).then(() => core.close())),
  };
}

/** Keep-alive connections would hold the port until their clients let go. */
async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
