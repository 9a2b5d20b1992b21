import { spawn } from "node:child_process";
import { once } from "node:events";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { ask } from "./ask.js";
import { makeFolder, startServer } from "./embedded-fixture.js";

it("starts over a postmaster.pid whose process has died", async () => {
  const dataDir = await makeFolder();
  await startAndStop(dataDir);
  await leavePostmasterFile(dataDir, await pidOfDead());

  const server = await startServer(dataDir);

  expect(await ask(server.url, "select 1 as answer")).toEqual([{ answer: 1 }]);
});

it("starts over a postmaster.pid whose number another process has by now, and leaves that one alone", async () => {
  const dataDir = await makeFolder();
  const owner = await startAndStop(dataDir);
  const stranger = spawn("sleep", ["60"], { ...owner, cwd: dataDir });
  onTestFinished(() => void stranger.kill());
  await leavePostmasterFile(dataDir, stranger.pid!);

  const server = await startServer(dataDir);

  expect(await ask(server.url, "select 1 as answer")).toEqual([{ answer: 1 }]);
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
});

it("starts over a postmaster.pid that a crash has left empty", async () => {
  const dataDir = await makeFolder();
  await startAndStop(dataDir);
  await writeFile(join(dataDir, "cluster", "postmaster.pid"), "");

  const server = await startServer(dataDir);

  expect(await ask(server.url, "select 1 as answer")).toEqual([{ answer: 1 }]);
});

it.runIf(process.platform === "linux")("starts over a postmaster.pid whose process is a zombie", async () => {
  const dataDir = await makeFolder();
  const owner = await startAndStop(dataDir);
  await leavePostmasterFile(dataDir, await pidOfZombie(owner));

  const server = await startServer(dataDir);

  expect(await ask(server.url, "select 1 as answer")).toEqual([{ answer: 1 }]);
});

interface Account {
  uid: number;
  gid: number;
}

/** Makes the cluster. Postgres takes a pid for a live server's only if that process runs as the cluster's owner. */
async function startAndStop(dataDir: string): Promise<Account> {
  const server = await startServer(dataDir);
  await server.stop();
  const { uid, gid } = await stat(join(dataDir, "cluster"));
  return { uid, gid };
}

/** The file as a server that was cut off leaves it. */
async function leavePostmasterFile(dataDir: string, pid: number): Promise<void> {
  const cluster = join(dataDir, "cluster");
  const lines = [pid, cluster, 1795362999, 40123, "", "127.0.0.1", "  2097152        12", "ready   "];
  await writeFile(join(cluster, "postmaster.pid"), `${lines.join("\n")}\n`);
}

async function pidOfDead(): Promise<number> {
  const child = spawn("true");
  await once(child, "exit");
  return child.pid!;
}

/** A child of a process that never asks after it. */
async function pidOfZombie(account: Account): Promise<number> {
  const parent = spawn("sh", ["-c", "true & echo $!; exec sleep 60"], account);
  onTestFinished(() => void parent.kill());
  const [pid] = (await once(parent.stdout, "data")) as [Buffer];
  return Number(pid);
}
