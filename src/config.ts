import { z } from "zod";

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
const STRIPE_API_BASE = "https://api.stripe.com";
const ENVIRONMENTS = ["development", "production", "test"] as const;
/** As HOST has them, and as a URL does. */
const LOOPBACK_HOSTS: readonly string[] = ["127.0.0.1", "localhost", "::1", "[::1]"];
const MAX_PORT = 65_535;

const port = z.coerce.number({ error: "must be a port number" }).int().min(0).max(MAX_PORT);
const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL beginning with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
  });
const origins = z
  .string()
  .transform((text) => text.split(",").map((origin) => origin.trim()))
  .refine((texts) => texts.every(isPageOrigin), {
    error: "must be origins like https://till.example, or http://localhost:3000, without a path (several with commas)",
  });
const flag = z
  .enum(["1", "true", "0", "false"], { error: "must be 1, true, 0 or false" })
  .transform((text) => text === "1" || text === "true");

const environment = z.object({
  PORT: port.default(4000),
  HOST: z.string().min(1).default("127.0.0.1"),
  PUBLIC_URL: url("http:", "https:").optional(),
  DATA_DIR: z.string().min(1).default(".tillgraph"),
  DATABASE_URL: url("postgres:", "postgresql:").optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(test|live)_/, { error: "must be a Stripe secret or restricted key" })
    .optional(),
  STRIPE_PUBLISHABLE_KEY: z
    .string()
    .regex(/^pk_(test|live)_/, { error: "must be a Stripe publishable key" })
    .optional(),
  STRIPE_API_BASE: url("http:", "https:").optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .transform((text) => text.split(",").map((secret) => secret.trim()))
    .refine((secrets) => secrets.every((secret) => secret.startsWith("whsec_")), {
      error: "must be whsec_… (several with commas)",
    })
    .optional(),
  SANDBOX_PORT: port.default(12_111),
  ALLOW_SANDBOX: flag.default(false),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(", ")}` }).default("info"),
  CORS_ORIGINS: origins.default([]),
  // "Production" is no "production": taken for development it would start play money without a word.
  NODE_ENV: z.enum(ENVIRONMENTS, { error: `must be one of ${ENVIRONMENTS.join(", ")}` }).default("development"),
});

export interface Config {
  port: number;
  host: string;
  /** Where customers and Stripe reach us; undefined: the address we listen on. */
  publicUrl: string | undefined;
  dataDir: string;
  /** Undefined: the embedded Postgres. */
  databaseUrl: string | undefined;
  /** Off where the URL says `pgbouncer=true`: such a pooler hands each transaction another connection. */
  preparedStatements: boolean;
  /** Undefined: the embedded sandbox. */
  stripe: StripeConfig | undefined;
  sandboxPort: number;
  logLevel: (typeof LOG_LEVELS)[number];
  production: boolean;
  /** Origins whose pages may call us from a browser. */
  corsOrigins: readonly string[];
}

export interface StripeConfig {
  secretKey: string;
  publishableKey: string | null;
  /** Undefined: api.stripe.com. */
  apiBase: URL | undefined;
  webhookSecrets: readonly string[];
}

/** A configuration that must not start; each problem names its variable. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(["The configuration is wrong:", ...problems.map((problem) => `  ${problem}`)].join("\n"));
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/** What a program needs that reads the configuration: the whole server, or the database alone. */
export type Purpose = "server" | "database";

/** Reads the environment, the only place that does. Throws a {@link ConfigError} that names every bad variable. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  purpose: Purpose = "server",
): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = environment.safeParse(given);
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`));
  const values = parsed.data;
  const problems = findProblems(values, purpose);
  if (problems.length > 0) throw new ConfigError(problems);
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_API_BASE: apiBase } = values;
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, ""),
    dataDir: values.DATA_DIR,
    ...readDatabaseUrl(values.DATABASE_URL),
    stripe:
      secretKey === undefined
        ? undefined
        : {
            secretKey,
            publishableKey: values.STRIPE_PUBLISHABLE_KEY ?? null,
            apiBase: apiBase === undefined ? undefined : new URL(apiBase),
            webhookSecrets: values.STRIPE_WEBHOOK_SECRET ?? [],
          },
    sandboxPort: values.SANDBOX_PORT,
    logLevel: values.LOG_LEVEL,
    production: values.NODE_ENV === "production",
    corsOrigins: values.CORS_ORIGINS,
  };
}

/** `pgbouncer=true` is a word to us, not to Postgres: it is taken out of the URL. */
function readDatabaseUrl(databaseUrl: string | undefined): Pick<Config, "databaseUrl" | "preparedStatements"> {
  if (databaseUrl === undefined) return { databaseUrl, preparedStatements: true };
  const address = new URL(databaseUrl);
  const isPooled = address.searchParams.get("pgbouncer") === "true";
  address.searchParams.delete("pgbouncer");
  return {
    databaseUrl: databaseUrl.includes("pgbouncer=") ? address.href : databaseUrl,
    preparedStatements: !isPooled,
  };
}

/** An origin as browsers send it; in the clear only from the same machine. */
function isPageOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  return origin === text && (protocol === "https:" || (protocol === "http:" && LOOPBACK_HOSTS.includes(hostname)));
}

/** How others than this machine reach the server; null where they don't. */
function findExposure({ NODE_ENV, HOST, PUBLIC_URL }: z.infer<typeof environment>): string | null {
  if (NODE_ENV === "production") return "in production";
  if (!LOOPBACK_HOSTS.includes(HOST)) return `on ${HOST}`;
  if (PUBLIC_URL === undefined) return null;
  const { hostname } = new URL(PUBLIC_URL);
  return LOOPBACK_HOSTS.includes(hostname) ? null : `behind PUBLIC_URL on ${hostname}`;
}

/** Invariant 11: no silent play money, and a live key talks to Stripe alone. */
function findProblems(values: z.infer<typeof environment>, purpose: Purpose): string[] {
  const problems: string[] = [];
  const where = findExposure(values);
  const isExposed = where !== null;
  const needed = purpose === "server" ? (["STRIPE_SECRET_KEY", "DATABASE_URL"] as const) : (["DATABASE_URL"] as const);
  for (const name of needed) {
    if (isExposed && values[name] === undefined && !values.ALLOW_SANDBOX) {
      problems.push(`${name} is missing ${where}: set it, or ask for play money by ALLOW_SANDBOX=1`);
    }
  }
  if (values.STRIPE_SECRET_KEY === undefined && values.STRIPE_API_BASE !== undefined) {
    problems.push("STRIPE_SECRET_KEY is missing beside STRIPE_API_BASE");
  }
  const isLive = values.STRIPE_SECRET_KEY?.includes("_live_") === true;
  if (isExposed && isLive && values.ALLOW_SANDBOX && values.DATABASE_URL === undefined) {
    problems.push(`DATABASE_URL is missing ${where}: ALLOW_SANDBOX is for play money, and this key is live`);
  }
  if (isLive && values.STRIPE_API_BASE !== undefined && new URL(values.STRIPE_API_BASE).origin !== STRIPE_API_BASE) {
    problems.push("STRIPE_API_BASE must not be set with a live key: it talks to Stripe alone");
  }
  return problems;
}
