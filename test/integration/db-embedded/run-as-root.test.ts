import { chmod, lstat, mkdir, realpath, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ask } from "./ask.js";
import { makeFolder, startServer } from "./embedded-fixture.js";

describe.runIf(process.getuid?.() === 0)("as root", () => {
  it("runs the server as the account that owns the cluster, and not as root", async () => {
    const dataDir = await makeFolder();

    const server = await startServer(dataDir);

    const cluster = await stat(join(dataDir, "cluster"));
    const serverProcess = await stat(`/proc/${server.pid}`);
    expect(cluster.uid).not.toBe(0);
    expect(serverProcess.uid).toBe(cluster.uid);
  });

  it("works below a folder that only root may enter, and finds its data there again", async () => {
    const folder = await makeFolder();
    await chmod(folder, 0o700);
    const dataDir = join(folder, "postgres");
    const first = await startServer(dataDir);
    const outside = await realpath(join(dataDir, "cluster"));
    onTestFinished(() => rm(outside, { recursive: true, force: true }));
    await ask(first.url, "create table kept as select 42 as answer");
    await first.stop();

    const second = await startServer(dataDir);

    expect((await lstat(join(dataDir, "cluster"))).isSymbolicLink()).toBe(true);
    expect(await ask(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  });

  it("tells which folder to hand over when the cluster belongs to root", async () => {
    const dataDir = await makeFolder();
    await mkdir(join(dataDir, "cluster"));

    const start = startServer(dataDir);

    await expect(start).rejects.toThrow(/cluster belongs to root.*chown -R/);
  });
});
