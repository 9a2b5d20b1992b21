import { describe, expect, it } from "vitest";
import { createFastify } from "../../../src/http/create-fastify.js";
import { type HealthOptions, registerHealth } from "../../../src/http/health.js";
import { type MetricsOptions, registerMetrics } from "../../../src/http/metrics.js";
import { createMetrics } from "../../../src/telemetry/metrics.js";
import { createKeptLog } from "./kept-log.js";

const EMPTY_INBOX = { waiting: 0, oldestWaitingSeconds: 0, dead: 0 };

function createServer(ready: HealthOptions["ready"], readInbox: MetricsOptions["readInbox"] = async () => EMPTY_INBOX) {
  const app = createFastify(createKeptLog().logger);
  registerHealth(app, { ready });
  registerMetrics(app, { metrics: createMetrics(), readInbox });
  return app;
}

describe("health", () => {
  it("says that the process lives, whatever it depends on", async () => {
    const app = createServer(() => Promise.reject(new Error("no database")));

    expect((await app.inject({ url: "/healthz" })).statusCode).toBe(200);
  });

  it("says that it is ready", async () => {
    const app = createServer(async () => ({ ok: true, checks: { database: "ok" } }));

    const answer = await app.inject({ url: "/readyz" });

    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ status: "ready" });
  });

  it("says what is missing while it is not", async () => {
    const checks = { database: "no answer", migrations: "ok" };
    const app = createServer(async () => ({ ok: false, checks }));

    const answer = await app.inject({ url: "/readyz" });

    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ status: "not_ready", checks });
  });
});

describe("/metrics", () => {
  it("speaks Prometheus's format, the process's own metrics included", async () => {
    const app = createServer(async () => ({ ok: true, checks: {} }));

    const answer = await app.inject({ url: "/metrics" });

    expect(answer.headers["content-type"]).toContain("text/plain");
    expect(answer.body).toContain("process_cpu_seconds_total");
    expect(answer.body).toContain("tillgraph_graphql_operation_duration_seconds");
    expect(answer.body).toContain("tillgraph_stripe_calls_total");
  });

  it("shows what it has without a database, and the inbox as unknown rather than as it was", async () => {
    let isThere = true;
    const app = createServer(
      async () => ({ ok: true, checks: {} }),
      async () => {
        if (isThere) return { waiting: 7, oldestWaitingSeconds: 7, dead: 7 };
        throw new Error("no database");
      },
    );
    await app.inject({ url: "/metrics" });

    isThere = false;
    const answer = await app.inject({ url: "/metrics" });

    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain("process_cpu_seconds_total");
    expect(answer.body).toContain('tillgraph_webhook_events{state="dead"} Nan');
    expect(answer.body).toContain("tillgraph_webhook_oldest_waiting_seconds Nan");
  });
});
