import { describe, expect, it } from "vitest";
import type { Logger } from "../../../src/telemetry/logger.js";
import { createMetrics } from "../../../src/telemetry/metrics.js";
import { createKeptLog } from "./kept-log.js";

function logOf(write: (logger: Logger) => void): string {
  const { logger, logged } = createKeptLog();
  write(logger);
  return logged();
}

describe("the log", () => {
  it.each([
    ["a client secret", "pi_3Q_secret_Wh0Kn0ws"],
    ["a secret key", "sk_test_51Abc"],
    ["a live secret key", "sk_live_51Abc"],
    ["a restricted key", "rk_live_51Abc"],
    ["a webhook secret", "whsec_9aB+/="],
    ["an API key of ours", "Bearer till_9aB"],
  ])("never holds %s, wherever it turns up", (_what, secret) => {
    const tail = secret.slice(-3);

    const text = logOf((logger) => {
      logger.info(`message ${secret}`);
      logger.info({ deep: { list: [{ value: secret }] } }, "nested");
      logger.error({ err: new Error(`failed with ${secret}`) }, "failed");
    });

    expect(text.split("\n").filter((line) => line !== "")).toHaveLength(3);
    expect(text).not.toContain(secret);
    expect(text).not.toContain(`${tail}"`);
    expect(
      text
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as unknown),
    ).toHaveLength(3);
  });

  it("never holds an authorization header", () => {
    expect(logOf((logger) => logger.info({ headers: { authorization: "s3cret" } }, "x"))).not.toContain("s3cret");
  });

  it("keeps what is no secret", () => {
    expect(logOf((logger) => logger.info({ id: "pi_3Q", note: "secret sauce" }, "x"))).toContain("secret sauce");
  });
});

describe("metrics", () => {
  it("don't grow with the names that clients make up", async () => {
    const metrics = createMetrics();

    for (let index = 0; index < 500; index += 1) {
      metrics.observeGraphqlOperation({ name: `Query${index}`, outcome: "ok", seconds: 0.01 });
    }

    const text = await metrics.registry.metrics();
    const counts = text
      .split("\n")
      .filter((line) => line.startsWith("tillgraph_graphql_operation_duration_seconds_count"));
    expect(counts).toHaveLength(201);
    expect(text).toContain('operation="(other)"');
  });

  it("count calls to Stripe by kind and outcome", async () => {
    const metrics = createMetrics();

    metrics.countStripeCall({ kind: "CAPTURE_PAYMENT_INTENT", outcome: "answered" });

    expect(await metrics.registry.metrics()).toContain(
      'tillgraph_stripe_calls_total{kind="CAPTURE_PAYMENT_INTENT",outcome="answered"} 1',
    );
  });

  it("are apart for two servers in one process", async () => {
    const [one, other] = [createMetrics(), createMetrics()];

    one.countStripeCall({ kind: "X", outcome: "answered" });

    expect(await other.registry.metrics()).not.toContain('kind="X"');
  });
});
