import assert from "node:assert/strict";

import * as fc from "fast-check";

import { expectVerdict, Step, type Real } from "./model-real.js";
import type { Intent, Model, Reader } from "./model-rules.js";

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

/** How long the slow reader authorizes. */
const SLOW_MS = 4_321;

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
  .record({ amount, isManual: fc.boolean(), key: fc.oneof(fc.constantFrom("a", "b"), fc.uuid(), fc.uuid()) })
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
const CONFIGS: Readonly<Record<string, string>> = {
  process_payment_intent: "process_config",
  collect_payment_method: "collect_config",
};

interface Presented {
  readonly reader: Reader;
  readonly model: Model;
  readonly real: Real;
  readonly number: string;
}

async function presentCard({ reader, model, real, number }: Presented): Promise<void> {
  const path = `/v1/test_helpers/terminal/readers/${reader.id}/present_payment_method`;
  const sent = await real.call("POST", path, { "card_present[number]": number });
  expectVerdict(sent, model.present(reader, number === GOOD));
}

const readerSteps = [
  fc
    .tuple(index, index, fc.constantFrom("process_payment_intent", "collect_payment_method", "confirm_payment_intent"))
    .map(([at, which, command]) =>
      onReader(
        `${command} #${which}`,
        async (reader, model, real) => {
          const intent = pick(model.intents.slice(-2), which);
          if (!intent) return;
          const config = CONFIGS[command];
          const shown: Record<string, string> = config ? { [`${config}[enable_customer_cancellation]`]: "true" } : {};
          const params = { payment_intent: intent.id, ...shown };
          const sent = await real.call("POST", `${READERS}/${reader.id}/${command}`, params);
          const isConfirm = command === "confirm_payment_intent";
          expectVerdict(sent, isConfirm ? model.confirm(reader, intent) : model.hand(reader, command, intent));
        },
        at,
      ),
    ),
  fc
    .tuple(index, fc.constantFrom(GOOD, GOOD, BAD))
    .map(([at, number]) =>
      onReader(`present ${number}`, (reader, model, real) => presentCard({ reader, model, real, number }), at),
    ),
  fc.tuple(index, index).map(([at, which]) =>
    onReader(
      `process #${which} and present ${GOOD}`,
      async (reader, model, real) => {
        const intent = pick(model.intents.slice(-2), which);
        if (!intent) return;
        const path = `${READERS}/${reader.id}/process_payment_intent`;
        const params = { payment_intent: intent.id, "process_config[enable_customer_cancellation]": "true" };
        expectVerdict(await real.call("POST", path, params), model.hand(reader, "process_payment_intent", intent));
        await presentCard({ reader, model, real, number: GOOD });
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
      "the customer cancels",
      (reader, model, real) =>
        real.control(`readers/${reader.id}`, { customer_cancels: true }, model.pressCancel(reader) ? 200 : 409),
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

const passings = fc.constantFrom(1_000, SLOW_MS, SLOW_MS, 29_999, 30_000, 30_000, 86_400_000, 410_400_000).map(
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
  creations,
  creations,
  ...intentSteps,
  ...intentSteps,
  ...readerSteps,
  ...readerSteps,
  ...readerSteps,
  passings,
  passings,
  passings,
  passings,
];

/** Two readers in a shop, of which one is slow, in a sandbox that knows nothing else. */
export async function beginAgain(model: Model, real: Real): Promise<void> {
  await real.control("reset", {});
  const address = { "address[country]": "CH", "address[line1]": "Gasse 1", "address[city]": "Bern" };
  const place = { display_name: "Shop", ...address, "address[postal_code]": "3000" };
  const { answer: location } = await real.call("POST", "/v1/terminal/locations", place);
  for (const [label, authorizeMs] of [
    ["Till 1", 0],
    ["Till 2", SLOW_MS],
  ] as const) {
    const params = { registration_code: "simulated-wpe", location: String(location["id"]), label };
    const { status, answer } = await real.call("POST", READERS, params);
    assert.equal(status, 200);
    const id = String(answer["id"]);
    await real.control(`readers/${id}`, { authorize_ms: authorizeMs });
    const nothing = { isOffline: false, isBusy: false, slot: null, collected: null, authorizing: null };
    model.readers.push({ id, authorizeMs, ...nothing });
  }
}
