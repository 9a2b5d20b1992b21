import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { expect, it } from "vitest";
import { ask } from "./ask.js";
import { findProcessesOf, makeFolder, startServer } from "./embedded-fixture.js";

it("makes a durable server with a database named tillgraph in a folder that is not there yet", async () => {
  const dataDir = join(await makeFolder(), "not", "there");

  const server = await startServer(dataDir, { durability: "full" });

  const [settings] = await ask(
    server.url,
    "select current_database() as database, current_setting('fsync') as fsync, current_setting('TimeZone') as zone",
  );
  expect(settings).toEqual({ database: "tillgraph", fsync: "on", zone: "UTC" });
  expect(await readdir(dataDir)).toEqual(["cluster"]);
});

it("finds its data again on the next start", async () => {
  const dataDir = await makeFolder();
  const first = await startServer(dataDir);
  await ask(first.url, "create table kept as select 42 as answer");
  await first.stop();

  const second = await startServer(dataDir);

  expect(await ask(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

it("works in a folder whose name has spaces and quotes", async () => {
  const dataDir = join(await makeFolder(), "a till's data");
  const first = await startServer(dataDir);
  await first.stop();

  const second = await startServer(dataDir);
  const joined = await startServer(dataDir);

  expect(joined.pid).toBe(second.pid);
});

it("listens on loopback alone, with no socket file", async () => {
  const server = await startServer(await makeFolder());

  const [settings] = await ask(
    server.url,
    "select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets",
  );

  expect(settings).toEqual({ addresses: "127.0.0.1", sockets: "" });
});

it("keeps its password in a file for its owner only, and refuses another password", async () => {
  const dataDir = await makeFolder();
  const server = await startServer(dataDir);
  const withAnotherPassword = new URL(server.url);
  withAnotherPassword.password = "guessed";

  const file = await stat(join(dataDir, "cluster", "tillgraph-password"));

  expect(file.mode & 0o777).toBe(0o600);
  await expect(ask(withAnotherPassword.href, "select 1")).rejects.toThrow("password authentication failed");
});

it("leaves no process behind once stopped, and can be stopped twice", async () => {
  const dataDir = await makeFolder();
  const server = await startServer(dataDir);

  await Promise.all([server.stop(), server.stop()]);

  expect(await findProcessesOf(dataDir)).toEqual([]);
});

it("stops within three seconds although a client holds a transaction open", async () => {
  const server = await startServer(await makeFolder());
  const client = postgres(server.url, { max: 1 });
  const reserved = await client.reserve();
  await reserved`begin`;

  const startedMs = performance.now();
  await server.stop();

  expect(performance.now() - startedMs).toBeLessThan(3000);
  await client.end({ timeout: 0 });
});

it("says what is wrong with a data folder that can't be made", async () => {
  const file = join(await makeFolder(), "file");
  const server = await startServer(file);
  await server.stop();

  const start = startServer(join(file, "cluster", "PG_VERSION"));

  await expect(start).rejects.toMatchObject({ name: "EmbeddedPostgresError", code: "DATA_FOLDER_UNUSABLE" });
});
