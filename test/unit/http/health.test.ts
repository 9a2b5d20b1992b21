import { describe, expect, it } from "vitest";
import { createTestServer } from "./test-server.js";

describe("health", () => {
  it("says that the process lives, whatever it depends on", async () => {
    const { app } = await createTestServer({ ready: () => Promise.reject(new Error("no database")) });

    expect((await app.inject({ url: "/healthz" })).statusCode).toBe(200);
  });

  it("says that it is ready", async () => {
    const { app } = await createTestServer({ ready: async () => ({ ok: true, checks: { database: "ok" } }) });

    const answer = await app.inject({ url: "/readyz" });

    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ status: "ready" });
  });

  it("says what is missing while it is not", async () => {
    const checks = { database: "no answer", migrations: "ok" };
    const { app } = await createTestServer({ ready: async () => ({ ok: false, checks }) });

    const answer = await app.inject({ url: "/readyz" });

    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ status: "not_ready", checks });
  });
});

describe("/metrics", () => {
  it("speaks Prometheus's format, the process's own metrics included", async () => {
    const { app } = await createTestServer();

    const answer = await app.inject({ url: "/metrics" });

    expect(answer.headers["content-type"]).toContain("text/plain");
    expect(answer.body).toContain("process_cpu_seconds_total");
    expect(answer.body).toContain("tillgraph_graphql_operation_duration_seconds");
    expect(answer.body).toContain("tillgraph_stripe_calls_total");
  });
});
