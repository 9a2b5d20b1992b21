import type { FastifyInstance } from "fastify";

export interface Readiness {
  ok: boolean;
  /** What was looked at and how it is: `database: "ok"`. */
  checks: Record<string, string>;
}

export interface HealthOptions {
  ready: () => Promise<Readiness>;
}

/** `/healthz` says that the process lives, whatever it depends on: restarting it would not repair a database. */
export function registerHealth(app: FastifyInstance, { ready }: HealthOptions): void {
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const { ok, checks } = await ready();
    void reply.header("cache-control", "no-store");
    return ok ? { status: "ready" } : reply.code(503).send({ status: "not_ready", checks });
  });
}
