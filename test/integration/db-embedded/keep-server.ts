import { startEmbeddedPostgres } from "../../../src/db/embedded/start-embedded-postgres.js";
import { ask } from "./ask.js";

// A process that keeps a server, for tests that kill it. It prints the server's pid and URL, then what it does.
const dataDir = process.argv[2];
if (!dataDir) throw new Error("usage: keep-server <data folder>");

const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
const server = await startEmbeddedPostgres({ dataDir, durability: "none" });

// Draining takes a while and still needs the database.
const drain = async () => {
  await new Promise((resolve) => setTimeout(resolve, 300));
  say({ drained: await ask(server.url, "select 1 as answer") });
  await server.stop();
  process.exit(0);
};
process.once("SIGINT", () => void drain());
setInterval(() => {}, 60_000);
say({ pid: server.pid, url: server.url });
