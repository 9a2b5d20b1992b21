import { EventEmitter, once } from "node:events";
import postgres from "postgres";
import type { Actor } from "../../../src/auth/actor.js";
import type { Operation } from "../../../src/domain/operation.js";
import type { Gateway, SendResult } from "../../../src/stripe/gateway.js";
import type { Deps } from "../../../src/use-cases/deps.js";
import type { TestShop } from "../../support/test-shop.js";

export const CASHIER: Actor = { type: "key", keyId: "key_gone", label: "gone", role: "TEST", locationIds: null };

/** Where an instance is when it dies. */
export type Death = "before trying" | "before sending" | "after sending";
export const DEATHS: readonly Death[] = ["before trying", "before sending", "after sending"];

interface Stopped {
  deps: Deps;
  /** Resolves when the instance has come as far as it comes. */
  dead: Promise<void>;
}

const never = <T>() => new Promise<T>(() => undefined);

/**
 * An instance that writes down what it is about to do, and dies: before it counts the try, before it sends it, or
 * before it records the answer.
 */
export function dyingInstance(shop: TestShop, death: Death): Stopped {
  const { deps } = shop.app;
  const life = new EventEmitter();
  const dead = once(life, "end").then(() => undefined);
  const gateway: Gateway = {
    ...deps.gateway,
    async send(...asked) {
      if (death === "after sending") await deps.gateway.send(...asked);
      life.emit("end");
      return never<SendResult>();
    },
  };
  const instance = { ...deps, ...impatient(deps), gateway, instanceId: "gone" };
  if (death === "before trying") {
    instance.background.run = never;
    life.emit("end");
  }
  return { deps: instance, dead };
}

/** Waits for nothing: a mutation answers at once with how things stand, and its work goes on where no one looks. */
function impatient(deps: Deps): Pick<Deps, "clock" | "background"> {
  return {
    clock: { now: () => deps.clock.now(), sleep: async () => undefined },
    background: {
      run: (name, work) => (name === "keep a lease" ? never() : work()),
      drain: async () => undefined,
    },
  };
}

/** Answers as this instance does, but does something else first, once the answer of Stripe is there. */
export function interruptedInstance(deps: Deps, interrupt: (operationId: string) => Promise<void>): Deps {
  return {
    ...deps,
    gateway: {
      ...deps.gateway,
      async send(...asked) {
        const result = await deps.gateway.send(...asked);
        await interrupt(asked[1]);
        return result;
      },
    },
  };
}

/** The same instance at another time. */
export function atLater(deps: Deps, laterMs: number): Deps {
  const now = () => new Date(deps.clock.now().getTime() + laterMs);
  return { ...deps, clock: { ...deps.clock, now } };
}

/** Direct questions to the shop's database, and time passing in it. */
export function openRows(shop: TestShop) {
  const sql = postgres(shop.databaseUrl, { max: 1, fetch_types: false, onnotice: () => undefined });
  return {
    sql,
    close: () => sql.end({ timeout: 1 }),
    /** Leases run out, whatever was put off is due, looks too, and a lost command would have arrived. */
    async timePasses(): Promise<void> {
      await sql`
        update operations set lease_until = now() - interval '1 second', next_attempt_at = now() - interval '1 second'
        where closed_at is null`;
      await sql`
        update reader_actions set next_look_at = now() - interval '1 second', started_at = started_at - interval '10 seconds',
          unknown_since = unknown_since - interval '10 seconds'
        where ended_at is null`;
      await sql`update payments set next_look_at = now() - interval '1 second'`;
      await sql`update webhook_inbox set next_attempt_at = now() - interval '1 second' where state = 'PENDING'`;
    },
    async operationsOf(paymentId: string): Promise<Pick<Operation, "id" | "kind" | "state" | "attempts">[]> {
      return sql<Operation[]>`
        select id, kind, state, attempts from operations where payment_id = ${paymentId} order by created_at, id`;
    },
    async historyOf(orderId: string): Promise<string[]> {
      const rows = await sql<{ type: string }[]>`
        select type from timeline where order_id = ${orderId} order by sequence`;
      return rows.map(({ type }) => type);
    },
  };
}

export type Rows = ReturnType<typeof openRows>;
