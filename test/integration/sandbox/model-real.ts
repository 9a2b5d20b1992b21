import assert from "node:assert/strict";

import type * as fc from "fast-check";

import type { Sandbox } from "../../../src/sandbox/start-sandbox.js";
import type { Intent, Model, Reader, Verdict } from "./model-rules.js";
import { TEST_KEY } from "./open-sandbox.js";

type Answer = Record<string, unknown> & { error?: { code?: string; type: string } };

/** The sandbox under test, called in process, and the clock that it goes by. */
export class Real {
  readonly sandbox: Sandbox;
  readonly clock: { nowMs: number };

  constructor(sandbox: Sandbox, clock: { nowMs: number }) {
    this.sandbox = sandbox;
    this.clock = clock;
  }

  async call(method: string, path: string, params: Record<string, string> = {}, key?: string) {
    const headers = new Headers({ authorization: `Bearer ${TEST_KEY}` });
    if (key !== undefined) headers.set("idempotency-key", key);
    if (method === "POST") headers.set("content-type", "application/x-www-form-urlencoded");
    const body = method === "POST" ? { body: new URLSearchParams(params).toString() } : {};
    const response = await this.sandbox.fetch(new Request(`http://sandbox${path}`, { method, headers, ...body }));
    const answer = (await response.json()) as Answer;
    return { status: response.status, answer, isReplayed: response.headers.get("idempotent-replayed") === "true" };
  }

  async control(path: string, body: object, status = 200): Promise<void> {
    const init = { method: "POST", body: JSON.stringify(body) };
    const response = await this.sandbox.fetch(new Request(`http://sandbox/_sandbox/${path}`, init));
    assert.equal(response.status, status);
  }
}

/** A step of the walk: what it says, and what it does to both. */
export class Step implements fc.AsyncCommand<Model, Real> {
  readonly #name: string;
  readonly #run: (model: Model, real: Real) => Promise<void>;

  constructor(name: string, run: (model: Model, real: Real) => Promise<void>) {
    this.#name = name;
    this.#run = run;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    await this.#run(model, real);
    for (const intent of model.intents.slice(-3)) await compareIntent(real, intent);
    for (const reader of model.readers) await compareReader(real, reader);
  }

  toString(): string {
    return this.#name;
  }
}

export async function compareIntent(real: Real, intent: Intent): Promise<void> {
  const { answer } = await real.call("GET", `/v1/payment_intents/${intent.id}?expand[]=latest_charge`);
  const charge = answer["latest_charge"] as { amount_refunded: number; captured: boolean } | null;
  assert.deepEqual(
    {
      amount: answer["amount"],
      status: answer["status"],
      capturable: answer["amount_capturable"],
      received: answer["amount_received"],
      refunded: charge?.captured ? charge.amount_refunded : 0,
    },
    {
      amount: intent.amount,
      status: intent.status,
      capturable: intent.capturable,
      received: intent.received,
      refunded: intent.refunded,
    },
  );
}

async function compareReader(real: Real, reader: Reader): Promise<void> {
  const { answer } = await real.call("GET", `/v1/terminal/readers/${reader.id}`);
  const action = answer["action"] as (Record<string, { payment_intent?: string }> & { type: string }) | null;
  assert.deepEqual(
    {
      status: answer["status"],
      action: action && [action.type, action["status"], action[action.type]?.payment_intent ?? null],
    },
    {
      status: reader.isOffline ? "offline" : "online",
      action: reader.slot && [reader.slot.type, reader.slot.status, reader.slot.intent?.id ?? null],
    },
  );
}

export function expectVerdict({ status, answer }: { status: number; answer: Answer }, verdict: Verdict): void {
  if (verdict === "done") assert.deepEqual([status, answer.error], [200, undefined]);
  else {
    assert.equal(status, 400);
    assert.ok(verdict.refused.includes(answer.error?.code ?? null), JSON.stringify([verdict, answer.error]));
  }
}
