import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { GraphQLClient } from "graphql-request";
import { findFreePort } from "../support/find-free-port.js";
import type { TestShop } from "../support/test-shop.js";
import type { CommandKind } from "../../src/domain/command.js";
import type { RecoveryPoint } from "../../src/operations/checkpoint.js";
import { createTill, type Till } from "../support/till.js";

const PROGRAM = fileURLToPath(new URL("./server-program.mjs", import.meta.url));
const ERROR_LEVEL = 50;

/** The first time that an operation of this kind passes this point is the process's end, or stands it still. */
export interface Death {
  point: RecoveryPoint;
  kind: CommandKind;
  /** SIGSTOP: it stands still, locks and connections held, until it is let go on. Default SIGKILL. */
  by?: "SIGKILL" | "SIGSTOP";
}

/** What the program is told. */
interface ServerOrder {
  port: number;
  databaseUrl: string;
  stripeUrl: string;
  secretKey: string;
  webhookSecrets: readonly string[];
  death: Death | null;
}

export interface Server {
  url: string;
  /** A till of the shop that asks this server. */
  till: Till;
  /** That it is about to stand still. */
  stopping: Promise<"SIGSTOP">;
  goesOn(): void;
  /** The signal that ended it, or its exit code. */
  ended: Promise<NodeJS.Signals | number>;
  kill(): Promise<void>;
  /** The errors it logged. */
  errors(): string[];
}

export interface StartOptions {
  /** Default: any that is free. */
  port?: number;
  webhookSecrets?: readonly string[];
  /** Default: none. */
  death?: Death;
}

/** The server as a process of its own, on the shop's database and Stripe, with its jobs running. */
export async function startServer(shop: TestShop, options: StartOptions = {}): Promise<Server> {
  const port = options.port ?? (await findFreePort());
  const url = `http://127.0.0.1:${port}`;
  const order: ServerOrder = {
    port,
    databaseUrl: shop.databaseUrl,
    stripeUrl: shop.sandbox.url,
    secretKey: "sk_test_shop",
    webhookSecrets: options.webhookSecrets ?? [],
    death: options.death ?? null,
  };
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(order)], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (output += String(chunk)));
  const ended = once(child, "close").then(([code, signal]) => (signal ?? code) as NodeJS.Signals | number);
  const failed = ended.then((end) => Promise.reject(new Error(`it ended with ${end}: ${output}`)));
  await Promise.race([once(child, "message"), failed]);

  const headers = { authorization: `Bearer ${shop.keys.TEST}` };
  return {
    url,
    till: createTill(shop, new GraphQLClient(`${url}/graphql`, { headers })),
    stopping: once(child, "message").then(() => "SIGSTOP" as const),
    goesOn: () => void child.kill("SIGCONT"),
    ended,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    errors: () => output.split("\n").filter(isError),
  };
}

function isError(line: string): boolean {
  return line.startsWith("{") && (JSON.parse(line) as { level: number }).level >= ERROR_LEVEL;
}
