import assert from "node:assert/strict";

import * as fc from "fast-check";

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

  async control(path: string, body: object): Promise<void> {
    const init = { method: "POST", body: JSON.stringify(body) };
    const response = await this.sandbox.fetch(new Request(`http://sandbox/_sandbox/${path}`, init));
    assert.equal(response.status, 200);
  }
}

/** A step of the walk: what it says, and what it does to both. */
class Step implements fc.AsyncCommand<Model, Real> {
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

function expectVerdict({ status, answer }: { status: number; answer: Answer }, verdict: Verdict): void {
  if (verdict === "done") assert.deepEqual([status, answer.error], [200, undefined]);
  else {
    assert.equal(status, 400);
    assert.ok(verdict.refused.includes(answer.error?.code ?? null), JSON.stringify([verdict, answer.error]));
  }
}

const GOOD = "4242424242424242";
const BAD = "4000000000000002";
const CART = {
  type: "cart",
  "cart[currency]": "chf",
  "cart[total]": "100",
  "cart[line_items][0][amount]": "100",
  "cart[line_items][0][description]": "Tea",
  "cart[line_items][0][quantity]": "1",
};

/** Few things at a time, so that steps meet on the same one. */
const index = fc.nat({ max: 1 });
const amount = fc.integer({ min: 5, max: 40 }).map((hundreds) => hundreds * 100);
const part = fc.option(amount, { nil: undefined });

function pick<T>(rows: readonly T[], at: number): T | undefined {
  return rows[at % Math.max(rows.length, 1)];
}

/** A step about one of the intents; nothing happens while there is none. */
function onIntent(name: string, run: (intent: Intent, model: Model, real: Real) => Promise<void>, at: number): Step {
  return new Step(`${name}(#${at})`, async (model, real) => {
    const intent = pick(model.intents.slice(-2), at);
    if (intent) await run(intent, model, real);
  });
}

function onReader(name: string, run: (reader: Reader, model: Model, real: Real) => Promise<void>, at: number): Step {
  return new Step(`${name}(reader ${at})`, async (model, real) => {
    const reader = pick(model.readers, at);
    if (reader) await run(reader, model, real);
  });
}

const creations = fc
  .record({ amount, isManual: fc.boolean(), key: fc.constantFrom("a", "b", "c", "d") })
  .map(({ amount: wanted, isManual, key }) => {
    const capture_method = isManual ? "manual" : "automatic";
    const params = {
      amount: String(wanted),
      currency: "chf",
      capture_method,
      "payment_method_types[]": "card_present",
    };
    const text = `${wanted} ${capture_method}`;
    return new Step(`create(${text}, key ${key})`, async (model, real) => {
      const use = model.keyUse(key, text);
      const { status, answer, isReplayed } = await real.call("POST", "/v1/payment_intents", params, key);
      assert.equal(isReplayed, use === "replay");
      if (use === "mismatch") assert.deepEqual([status, answer.error?.type], [400, "idempotency_error"]);
      else if (use === "replay") assert.deepEqual([answer["id"], answer["amount"]], [model.keys.get(key)?.id, wanted]);
      else {
        model.create(String(answer["id"]), wanted, isManual);
        model.keys.set(key, { params: text, id: String(answer["id"]), atMs: model.nowMs });
      }
    });
  });

const intentSteps = [
  fc.tuple(index, amount).map(([at, to]) =>
    onIntent(
      `amount=${to}`,
      async (intent, model, real) => {
        const sent = await real.call("POST", `/v1/payment_intents/${intent.id}`, { amount: String(to) });
        expectVerdict(sent, model.changeAmount(intent, to));
      },
      at,
    ),
  ),
  fc.tuple(index, part).map(([at, sum]) =>
    onIntent(
      `capture ${sum ?? "all"}`,
      async (intent, model, real) => {
        const params: Record<string, string> = sum === undefined ? {} : { amount_to_capture: String(sum) };
        const sent = await real.call("POST", `/v1/payment_intents/${intent.id}/capture`, params);
        expectVerdict(sent, model.capture(intent, sum));
      },
      at,
    ),
  ),
  fc.tuple(index, part).map(([at, sum]) =>
    onIntent(
      `refund ${sum ?? "all"}`,
      async (intent, model, real) => {
        const params: Record<string, string> = { payment_intent: intent.id };
        if (sum !== undefined) params["amount"] = String(sum);
        expectVerdict(await real.call("POST", "/v1/refunds", params), model.refund(intent, sum));
      },
      at,
    ),
  ),
  index.map((at) =>
    onIntent(
      "cancel",
      async (intent, model, real) =>
        expectVerdict(await real.call("POST", `/v1/payment_intents/${intent.id}/cancel`), model.cancel(intent)),
      at,
    ),
  ),
];

const READERS = "/v1/terminal/readers";

const readerSteps = [
  fc
    .tuple(index, index, fc.constantFrom("process_payment_intent", "collect_payment_method", "confirm_payment_intent"))
    .map(([at, which, command]) =>
      onReader(
        `${command} #${which}`,
        async (reader, model, real) => {
          const intent = pick(model.intents.slice(-2), which);
          if (!intent) return;
          const sent = await real.call("POST", `${READERS}/${reader.id}/${command}`, { payment_intent: intent.id });
          const isConfirm = command === "confirm_payment_intent";
          expectVerdict(sent, isConfirm ? model.confirm(reader, intent) : model.hand(reader, command, intent));
        },
        at,
      ),
    ),
  fc.tuple(index, fc.constantFrom(GOOD, GOOD, BAD)).map(([at, number]) =>
    onReader(
      `present ${number}`,
      async (reader, model, real) => {
        const path = `/v1/test_helpers/terminal/readers/${reader.id}/present_payment_method`;
        const sent = await real.call("POST", path, { "card_present[number]": number });
        expectVerdict(sent, model.present(reader, number === GOOD));
      },
      at,
    ),
  ),
  index.map((at) =>
    onReader(
      "set_reader_display",
      async (reader, model, real) => {
        const sent = await real.call("POST", `${READERS}/${reader.id}/set_reader_display`, CART);
        expectVerdict(sent, model.hand(reader, "set_reader_display", null));
      },
      at,
    ),
  ),
  index.map((at) =>
    onReader(
      "cancel_action",
      async (reader, model, real) =>
        expectVerdict(await real.call("POST", `${READERS}/${reader.id}/cancel_action`), model.cancelAction(reader)),
      at,
    ),
  ),
  fc
    .tuple(index, fc.constantFrom("online", "online", "online", "offline"), fc.constantFrom(false, false, true))
    .map(([at, network, updating]) =>
      onReader(
        `network=${network} updating=${String(updating)}`,
        async (reader, _, real) => {
          Object.assign(reader, { isOffline: network === "offline", isBusy: updating });
          await real.control(`readers/${reader.id}`, { network, updating });
        },
        at,
      ),
    ),
];

const passings = fc.constantFrom(1_000, 29_999, 30_000, 30_000, 86_400_000, 410_400_000).map(
  (ms) =>
    new Step(`wait ${ms} ms`, async (model, real) => {
      real.clock.nowMs += ms;
      model.advance(ms);
      await real.call("GET", "/v1/account");
    }),
);

/** Everything that may happen, tills and readers rather more often than time. */
export const steps = [
  creations,
  ...intentSteps,
  ...intentSteps,
  ...readerSteps,
  ...readerSteps,
  ...readerSteps,
  passings,
];

/** Two readers in a shop, in a sandbox that knows nothing else. */
export async function beginAgain(model: Model, real: Real): Promise<void> {
  await real.control("reset", {});
  const address = { "address[country]": "CH", "address[line1]": "Gasse 1", "address[city]": "Bern" };
  const place = { display_name: "Shop", ...address, "address[postal_code]": "3000" };
  const { answer: location } = await real.call("POST", "/v1/terminal/locations", place);
  for (const label of ["Till 1", "Till 2"]) {
    const params = { registration_code: "simulated-wpe", location: String(location["id"]), label };
    const { status, answer } = await real.call("POST", READERS, params);
    assert.equal(status, 200);
    model.readers.push({ id: String(answer["id"]), isOffline: false, isBusy: false, slot: null, collected: null });
  }
}
