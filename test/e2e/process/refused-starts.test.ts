import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { findProcessesOf } from "../../integration/db-embedded/embedded-fixture.js";
import { freePorts, makeDataDir, spawnServer } from "./server-process.js";

const GONE_WITHIN_MS = 5_000;

it.each([
  { env: { PORT: "abc" }, names: ["PORT"] },
  { env: { PORT: "99999", SANDBOX_PORT: "-1" }, names: ["PORT", "SANDBOX_PORT"] },
  { env: { DATABASE_URL: "mysql://here" }, names: ["DATABASE_URL"] },
  { env: { NODE_ENV: "production" }, names: ["STRIPE_SECRET_KEY", "DATABASE_URL", "ALLOW_SANDBOX"] },
  { env: { HOST: "0.0.0.0" }, names: ["STRIPE_SECRET_KEY", "DATABASE_URL", "0.0.0.0"] },
  { env: { STRIPE_SECRET_KEY: "sk_live_1", STRIPE_API_BASE: "http://127.0.0.1:1" }, names: ["STRIPE_API_BASE"] },
])("does not start with $env, says why, and makes nothing", async ({ env, names }) => {
  const dataDir = await makeDataDir();
  const server = spawnServer(dataDir, { ...(await freePorts()), ...env });

  const code = await server.ended;

  expect(code).toBe(1);
  for (const name of names) expect(server.output()).toContain(name);
  expect(server.output()).not.toContain("    at ");
  expect(existsSync(join(dataDir, "postgres"))).toBe(false);
});

it.each(["PORT", "SANDBOX_PORT"] as const)("says so when %s is taken, and leaves no process", async (taken) => {
  const dataDir = await makeDataDir();
  const ports = await freePorts();
  const occupant = createServer().listen(Number(ports[taken]), "127.0.0.1");
  await once(occupant, "listening");
  onTestFinished(() => void occupant.close());

  const server = spawnServer(dataDir, ports);
  const code = await server.ended;

  expect(code).toBe(1);
  expect(server.output()).toContain(ports[taken]);
  // The guardian ends a database whose owner is gone.
  await vi.waitFor(async () => expect(await findProcessesOf(dataDir)).toEqual([]), GONE_WITHIN_MS);
});
