import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../../../src/config.js";

const KEY = { STRIPE_SECRET_KEY: "sk_test_1" };
const LIVE_KEY = { STRIPE_SECRET_KEY: "sk_live_1" };
const DATABASE = { DATABASE_URL: "postgres://localhost/tillgraph" };

/** The names of the variables that a start with this environment is refused for. */
function namesOfProblems(env: Record<string, string>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => problem.split(" ")[0] ?? "");
  }
}

describe("readConfig", () => {
  it("runs on its own with nothing set: loopback, an embedded Postgres and the sandbox", () => {
    expect(readConfig({})).toEqual({
      port: 4000,
      host: "127.0.0.1",
      publicUrl: undefined,
      dataDir: ".tillgraph",
      databaseUrl: undefined,
      preparedStatements: true,
      stripe: undefined,
      sandboxPort: 12_111,
      logLevel: "info",
      production: false,
      corsOrigins: [],
    });
  });

  it("reads every variable", () => {
    const config = readConfig({
      PORT: "80",
      HOST: "0.0.0.0",
      PUBLIC_URL: "https://till.example/",
      DATA_DIR: "/var/lib/tillgraph",
      DATABASE_URL: "postgresql://db/tillgraph",
      STRIPE_SECRET_KEY: "rk_test_1",
      STRIPE_PUBLISHABLE_KEY: "pk_test_1",
      STRIPE_API_BASE: "http://127.0.0.1:12111",
      STRIPE_WEBHOOK_SECRET: "whsec_old, whsec_new",
      SANDBOX_PORT: "0",
      ALLOW_SANDBOX: "false",
      LOG_LEVEL: "debug",
      CORS_ORIGINS: "https://till.example, http://localhost:3000",
      NODE_ENV: "production",
    });

    expect(config).toEqual({
      port: 80,
      host: "0.0.0.0",
      publicUrl: "https://till.example",
      dataDir: "/var/lib/tillgraph",
      databaseUrl: "postgresql://db/tillgraph",
      preparedStatements: true,
      stripe: {
        secretKey: "rk_test_1",
        publishableKey: "pk_test_1",
        apiBase: new URL("http://127.0.0.1:12111"),
        webhookSecrets: ["whsec_old", "whsec_new"],
      },
      sandboxPort: 0,
      logLevel: "debug",
      production: true,
      corsOrigins: ["https://till.example", "http://localhost:3000"],
    });
  });

  it("prepares no statements behind PgBouncer, a word of the URL that Postgres does not get", () => {
    const config = readConfig({ DATABASE_URL: "postgres://db/tillgraph?pgbouncer=true&sslmode=require" });

    expect(config).toMatchObject({
      databaseUrl: "postgres://db/tillgraph?sslmode=require",
      preparedStatements: false,
    });
  });

  it("takes an empty variable as one that is not set", () => {
    const names = ["PORT", "HOST", "DATABASE_URL", "STRIPE_SECRET_KEY", "STRIPE_API_BASE", "LOG_LEVEL", "NODE_ENV"];

    expect(readConfig(Object.fromEntries(names.map((name) => [name, ""])))).toEqual(readConfig({}));
  });

  it.each([
    ["PORT", "http"],
    ["PORT", "-1"],
    ["PORT", "65536"],
    ["PORT", "80.5"],
    ["PUBLIC_URL", "till.example"],
    ["PUBLIC_URL", "ftp://till.example"],
    ["DATABASE_URL", "localhost:5432/tillgraph"],
    ["DATABASE_URL", "mysql://db/tillgraph"],
    ["STRIPE_SECRET_KEY", "pk_test_1"],
    ["STRIPE_SECRET_KEY", "sk_1"],
    ["STRIPE_SECRET_KEY", "whsec_1"],
    ["STRIPE_PUBLISHABLE_KEY", "sk_test_1"],
    ["STRIPE_API_BASE", "127.0.0.1:12111"],
    ["STRIPE_API_BASE", "file:///etc"],
    ["STRIPE_WEBHOOK_SECRET", "secret"],
    ["STRIPE_WEBHOOK_SECRET", "whsec_1,secret"],
    ["STRIPE_WEBHOOK_SECRET", "whsec_1,"],
    ["SANDBOX_PORT", "port"],
    ["SANDBOX_PORT", "70000"],
    ["ALLOW_SANDBOX", "yes"],
    ["LOG_LEVEL", "loud"],
    ["NODE_ENV", "Production"],
    ["NODE_ENV", "staging"],
    ["CORS_ORIGINS", "*"],
    ["CORS_ORIGINS", "till.example"],
    ["CORS_ORIGINS", "https://till.example/"],
    ["CORS_ORIGINS", "https://till.example/page"],
    ["CORS_ORIGINS", "http://till.example"],
    ["CORS_ORIGINS", "https://till.example,"],
  ])("refuses %s=%s by its name", (name, value) => {
    expect(namesOfProblems({ [name]: value })).toEqual([name]);
  });

  it("names every bad variable at once", () => {
    expect(namesOfProblems({ PORT: "x", LOG_LEVEL: "x", STRIPE_SECRET_KEY: "x" }).toSorted()).toEqual([
      "LOG_LEVEL",
      "PORT",
      "STRIPE_SECRET_KEY",
    ]);
  });

  it.each([
    ["STRIPE_SECRET_KEY", "sekret-value-1"],
    ["STRIPE_WEBHOOK_SECRET", "sekret-value-2"],
    ["STRIPE_PUBLISHABLE_KEY", "sekret-value-3"],
    ["DATABASE_URL", "sekret-value-4"],
  ])("never repeats the value of %s", (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(value) as unknown }),
    );
  });
});

describe("no silent play money (invariant 11)", () => {
  const production = { NODE_ENV: "production" };

  it.each<[string, Record<string, string>, string[]]>([
    ["in production with neither", production, ["STRIPE_SECRET_KEY", "DATABASE_URL"]],
    ["in production without a key", { ...production, ...DATABASE }, ["STRIPE_SECRET_KEY"]],
    ["in production without a database", { ...production, ...KEY }, ["DATABASE_URL"]],
    ["on every address with neither", { HOST: "0.0.0.0" }, ["STRIPE_SECRET_KEY", "DATABASE_URL"]],
    ["on every IPv6 address", { HOST: "::" }, ["STRIPE_SECRET_KEY", "DATABASE_URL"]],
    ["on another address without a key", { HOST: "192.168.1.2", ...DATABASE }, ["STRIPE_SECRET_KEY"]],
    ["on another address without a database", { HOST: "till.local", ...KEY }, ["DATABASE_URL"]],
    ["behind a public address", { PUBLIC_URL: "https://till.example" }, ["STRIPE_SECRET_KEY", "DATABASE_URL"]],
    ["behind a public address without a database", { PUBLIC_URL: "http://10.0.0.2:4000", ...KEY }, ["DATABASE_URL"]],
    [
      "where the sandbox is refused by name",
      { ...production, ALLOW_SANDBOX: "0" },
      ["STRIPE_SECRET_KEY", "DATABASE_URL"],
    ],
  ])("stops the start %s", (_where, env, names) => {
    expect(namesOfProblems(env)).toEqual(names);
  });

  it.each<[string, Record<string, string>]>([
    ["on loopback", {}],
    ["on localhost", { HOST: "localhost" }],
    ["on IPv6 loopback", { HOST: "::1" }],
    ["with a public address on loopback", { PUBLIC_URL: "http://localhost:4000" }],
    ["with a public address on IPv6 loopback", { PUBLIC_URL: "http://[::1]:4000" }],
    ["behind a public address with both", { PUBLIC_URL: "https://till.example", ...KEY, ...DATABASE }],
    [
      "behind a public address where the sandbox is asked for by name",
      { PUBLIC_URL: "https://a.example", ALLOW_SANDBOX: "1" },
    ],
    ["in tests", { NODE_ENV: "test" }],
    ["in production with both", { ...production, ...KEY, ...DATABASE }],
    ["in production with a live key", { ...production, ...LIVE_KEY, ...DATABASE }],
    ["on every address with both", { HOST: "0.0.0.0", ...KEY, ...DATABASE }],
    ["in production where the sandbox is asked for by name", { ...production, ALLOW_SANDBOX: "1" }],
    ["on every address where the sandbox is asked for by name", { HOST: "0.0.0.0", ALLOW_SANDBOX: "true" }],
  ])("starts %s", (_where, env) => {
    expect(namesOfProblems(env)).toEqual([]);
  });
});

describe("where a key may talk to (invariant 11)", () => {
  it.each([
    ["sk_live_1", "http://127.0.0.1:12111"],
    ["rk_live_1", "https://stripe.example"],
    ["sk_live_1", "http://api.stripe.com"],
    ["sk_live_1", "https://api.stripe.com.evil.example"],
    ["sk_live_1", "https://api.stripe.com:8443"],
    ["sk_live_1", "https://api.stripe.com@evil.example"],
  ])("refuses the live key %s for %s", (key, base) => {
    expect(namesOfProblems({ STRIPE_SECRET_KEY: key, STRIPE_API_BASE: base })).toEqual(["STRIPE_API_BASE"]);
  });

  it.each([
    ["sk_test_1", "http://127.0.0.1:12111"],
    ["sk_live_1", "https://api.stripe.com"],
  ])("lets %s talk to %s", (key, base) => {
    expect(namesOfProblems({ STRIPE_SECRET_KEY: key, STRIPE_API_BASE: base })).toEqual([]);
  });

  it("refuses another Stripe without a key for it", () => {
    expect(namesOfProblems({ STRIPE_API_BASE: "http://127.0.0.1:12111" })).toEqual(["STRIPE_SECRET_KEY"]);
  });

  it("does not take ALLOW_SANDBOX for leave to send a live key elsewhere", () => {
    const env = { ...LIVE_KEY, ALLOW_SANDBOX: "1", STRIPE_API_BASE: "http://127.0.0.1:12111" };

    expect(namesOfProblems(env)).toEqual(["STRIPE_API_BASE"]);
  });
});
