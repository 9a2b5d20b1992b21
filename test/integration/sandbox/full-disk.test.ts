import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

import { openSandbox } from "./open-sandbox.js";
import { spawnSandbox, stateFolder } from "./spawn-sandbox.js";

const LONG = "x".repeat(3_000);

interface Answer {
  readonly status: number;
  readonly id: string;
}

async function makeCustomer(port: number, name: string): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/customers`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_x", "idempotency-key": name },
    body: new URLSearchParams({ name, description: LONG }),
  });
  return { status: response.status, id: ((await response.json()) as { id: string }).id };
}

/** Files of the process may grow to this size; a write beyond fails as on a full disk. */
function limitFiles(pid: number | undefined, bytes: number | "unlimited"): void {
  execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:unlimited`]);
}

it.skipIf(process.platform !== "linux")(
  "loses nothing that it answered, and keeps nothing that it refused, when the disk was full",
  async () => {
    const folder = stateFolder();
    const { child, port } = await spawnSandbox(folder);
    await makeCustomer(port, "first");
    limitFiles(child.pid, readFileSync(join(folder, "effects.ndjson")).length + 30_000);
    const refused: string[] = [];
    const taken: string[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      const { status, id } = await makeCustomer(port, `limited ${turn}`);
      if (status === 200) taken.push(id);
      else refused.push(`limited ${turn}`);
    }
    limitFiles(child.pid, "unlimited");
    for (let turn = 0; turn < 3; turn += 1) taken.push((await makeCustomer(port, `after ${turn}`)).id);
    child.kill("SIGKILL");
    await once(child, "exit");

    const { stripe, sandbox } = await openSandbox({ stateDir: folder });
    const names = (await stripe.customers.list({ limit: 100 })).data.map(({ id, name }) => ({ id, name }));
    await sandbox.close();

    expect(refused.length).toBeGreaterThan(2);
    expect(taken.length).toBeGreaterThan(3);
    expect(names.map(({ id }) => id)).toEqual(expect.arrayContaining(taken));
    expect(names.filter(({ name }) => refused.includes(name ?? ""))).toEqual([]);
  },
);

it.skipIf(process.platform !== "linux")("lives on and catches up when what is due could not be kept", async () => {
  const folder = stateFolder();
  const { child, port } = await spawnSandbox(folder);
  const base = `http://127.0.0.1:${port}`;
  const headers = { authorization: "Bearer sk_test_x" };
  const body = "amount=2000&currency=chf&payment_method_types[]=card&payment_method=pm_card_visa&confirm=true";
  const form = { "content-type": "application/x-www-form-urlencoded", ...headers };
  await fetch(`${base}/v1/payment_intents`, { method: "POST", headers: form, body });
  limitFiles(child.pid, readFileSync(join(folder, "effects.ndjson")).length);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const isAlive = child.exitCode === null;
  limitFiles(child.pid, "unlimited");

  await expect
    .poll(
      async () => {
        const answer = await fetch(`${base}/v1/balance_transactions`, { headers });
        return ((await answer.json()) as { data: unknown[] }).data.length;
      },
      { timeout: 5_000 },
    )
    .toBe(1);
  expect(isAlive).toBe(true);
});

it.skipIf(process.platform !== "linux")(
  "changes nothing and leaves nothing behind when a reset could not be kept",
  async () => {
    const folder = stateFolder();
    const { child, port } = await spawnSandbox(folder);
    const before = await makeCustomer(port, "before");
    limitFiles(child.pid, 10);
    const reset = await fetch(`http://127.0.0.1:${port}/_sandbox/reset`, { method: "POST" });
    const left = readdirSync(folder);
    limitFiles(child.pid, "unlimited");
    const after = await makeCustomer(port, "after");
    child.kill("SIGKILL");
    await once(child, "exit");

    const { stripe } = await openSandbox({ stateDir: folder });

    expect(reset.status).toBe(500);
    expect(left).toEqual(["effects.ndjson"]);
    expect((await stripe.customers.list()).data.map(({ id }) => id)).toEqual([after.id, before.id]);
  },
);

it("does not go on with a log that is older than its snapshot", async () => {
  const folder = stateFolder();
  const first = await openSandbox({ stateDir: folder });
  await first.stripe.customers.create({ name: "before" });
  const oldLog = readFileSync(join(folder, "effects.ndjson"));
  await first.control("POST", "reset", {});
  await first.sandbox.close();
  // As a death between the snapshot and the cut of the log leaves it.
  writeFileSync(join(folder, "effects.ndjson"), oldLog);

  const second = await openSandbox({ stateDir: folder });
  const found = await second.stripe.customers.list();
  await second.stripe.customers.create({ name: "after" });
  await second.sandbox.close();
  const third = await openSandbox({ stateDir: folder });

  expect(found.data).toEqual([]);
  expect(third.sandbox.accountId).toBe(first.sandbox.accountId);
  expect((await third.stripe.customers.list()).data.map(({ name }) => name)).toEqual(["after"]);
});

it("names the place of a line that is damaged", async () => {
  const folder = stateFolder();
  const first = await openSandbox({ stateDir: folder });
  await first.stripe.customers.create({ name: "whole" });
  await first.sandbox.close();
  const log = readFileSync(join(folder, "effects.ndjson"), "utf8");
  const place = log.indexOf("\n") + 1;
  writeFileSync(join(folder, "effects.ndjson"), `${log.slice(0, place)}{"ids":1,"cha\n${log.slice(place)}`);

  await expect(openSandbox({ stateDir: folder })).rejects.toThrow(`effects.ndjson is damaged at byte ${place}`);
});
