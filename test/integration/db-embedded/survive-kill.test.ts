import { setTimeout } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import { describeProcess } from "../../../src/db/embedded/describe-process.js";
import { ask } from "./ask.js";
import { findProcessesOf, isRunning, kill, makeFolder, startKeeper, startServer } from "./embedded-fixture.js";

it("ends the server when the process that keeps it is killed", async () => {
  const dataDir = await makeFolder();
  const keeper = await startKeeper(dataDir);

  await kill(keeper.process);

  await vi.waitFor(async () => expect(await findProcessesOf(dataDir)).toEqual([]), 3000);
});

it("starts anew right after the process that kept the server was killed, with what was committed", async () => {
  const dataDir = await makeFolder();
  const keeper = await startKeeper(dataDir);
  await ask(keeper.server.url, "create table kept as select 42 as answer");
  await kill(keeper.process);

  const next = await startServer(dataDir);

  expect(next.pid).not.toBe(keeper.server.pid);
  expect(await ask(next.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

it("does not join a server whose keeper is gone and which is about to end", async () => {
  const dataDir = await makeFolder();
  const keeper = await startKeeper(dataDir);
  const guardianPid = (await describeProcess(keeper.server.pid))!.parentPid!;
  process.kill(guardianPid, "SIGSTOP");
  await kill(keeper.process);

  const start = startServer(dataDir);
  await setTimeout(200);
  process.kill(guardianPid, "SIGCONT");

  expect((await start).pid).not.toBe(keeper.server.pid);
});

it("keeps the server up through a Ctrl-C until its process has drained and stops it", async () => {
  const dataDir = await makeFolder();
  const keeper = await startKeeper(dataDir);

  process.kill(-keeper.process.pid!, "SIGINT");

  expect(await keeper.nextLine()).toEqual({ drained: [{ answer: 1 }] });
  await vi.waitFor(async () => expect(await findProcessesOf(dataDir)).toEqual([]), 3000);
});

it("adopts a server whose keeper and guardian were killed, and ends it", async () => {
  const dataDir = await makeFolder();
  const keeper = await startKeeper(dataDir);
  await orphan(keeper.server.pid, keeper.process.pid!);

  const adopted = await startServer(dataDir);
  const answer = await ask(adopted.url, "select 1 as answer");
  await adopted.stop();

  expect(adopted.pid).toBe(keeper.server.pid);
  expect(answer).toEqual([{ answer: 1 }]);
  expect(await isRunning(adopted.pid)).toBe(false);
  expect(await findProcessesOf(dataDir)).toEqual([]);
});

it("ends its server although the guardian was killed", async () => {
  const dataDir = await makeFolder();
  const server = await startServer(dataDir);
  process.kill((await describeProcess(server.pid))!.parentPid!, "SIGKILL");

  await server.stop();

  expect(await findProcessesOf(dataDir)).toEqual([]);
});

it("recovers what was committed after the server itself was killed", async () => {
  const dataDir = await makeFolder();
  const first = await startServer(dataDir, { durability: "full" });
  await ask(first.url, "create table kept as select 42 as answer");
  process.kill(first.pid, "SIGKILL");

  const second = await startServer(dataDir);

  expect(second.pid).not.toBe(first.pid);
  expect(await ask(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

/** The guardian first, or it would stop the server when its owner is gone. */
async function orphan(serverPid: number, keeperPid: number): Promise<void> {
  const server = await describeProcess(serverPid);
  process.kill(server!.parentPid!, "SIGKILL");
  process.kill(keeperPid, "SIGKILL");
  await vi.waitFor(async () => expect(await isRunning(keeperPid)).toBe(false));
}
