import { expect, it, vi } from "vitest";
import { ask } from "./ask.js";
import { findProcessesOf, isRunning, kill, makeFolder, startKeeper, startServer } from "./embedded-fixture.js";

it("joins the server that another process keeps, and leaves it running", async () => {
  const dataDir = await makeFolder();
  const keeper = await startKeeper(dataDir);

  const joined = await startServer(dataDir);
  await joined.stop();

  expect(joined.pid).toBe(keeper.server.pid);
  expect(joined.url).toBe(keeper.server.url);
  expect(await ask(keeper.server.url, "select 1 as answer")).toEqual([{ answer: 1 }]);
});

it("gives two first starts at once, in one process, the same server", async () => {
  const dataDir = await makeFolder();

  const [one, two] = await Promise.all([startServer(dataDir), startServer(dataDir)]);

  expect(one.url).toBe(two.url);
  expect(await ask(two.url, "select 1 as answer")).toEqual([{ answer: 1 }]);
});

it("gives two first starts at once, in two processes, the same server, and leaves none when both are done", async () => {
  const dataDir = await makeFolder();

  const [keeper, server] = await Promise.all([startKeeper(dataDir), startServer(dataDir)]);
  const answer = await ask(keeper.server.url, "select 1 as answer");
  await Promise.all([kill(keeper.process), server.stop()]);

  expect(keeper.server.url).toBe(server.url);
  expect(answer).toEqual([{ answer: 1 }]);
  await vi.waitFor(async () => expect(await findProcessesOf(dataDir)).toEqual([]), 3000);
});

it("gives six starts at once of a folder with data the same server", async () => {
  const dataDir = await makeFolder();
  const first = await startServer(dataDir);
  await first.stop();

  const servers = await Promise.all(Array.from({ length: 6 }, () => startServer(dataDir)));

  expect(new Set(servers.map(({ pid }) => pid)).size).toBe(1);
  expect(await isRunning(servers[0]!.pid)).toBe(true);
});
