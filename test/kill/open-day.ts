import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { onTestFinished as whenFinished } from "vitest";
import { openRows } from "../integration/recovery/half-way.js";
import { type Chance, createChance } from "../simulation/chance.js";
import { RegisterReaderDocument } from "../support/generated/operations.js";
import { createStripeView } from "../support/stripe-view.js";
import { openTestShop, type TestShop } from "../support/test-shop.js";
import { createTill, until } from "../support/till.js";
import { DayCashier } from "./day-cashier.js";
import { type Fleet, startFleet } from "./fleet.js";
import { judgeDay } from "./judge-day.js";
import { openTrace, type Trace } from "./trace.js";

const SERVERS = 3;
const TILLS = 4;
const SALES_EACH = 3;
const DEATHS = 3;
/** Between two deaths; the next start takes about as long as the least. */
const PAUSE_MS = [600, 1_800] as const;
/** Two leases, and a slow machine. */
const QUIET_WITHIN_MS = 30_000;

export interface Day {
  trace: Trace;
  /** Until the last sale is over and nothing is under way. */
  trade(): Promise<void>;
  judge(): Promise<string[]>;
}

/** A shop with several tills and servers, an unreliable line to Stripe, and deaths at moments that the seed picks. */
export async function openDay(seed: string, onTestFinished: typeof whenFinished): Promise<Day> {
  const chance = createChance(seed);
  const trace = await openTrace(seed);
  const shop = await openTestShop({ webhooks: false, jobs: false });
  onTestFinished(() => shop.close());
  const rows = openRows(shop);
  onTestFinished(() => rows.close());
  const readerIds = await placeReaders(shop);
  const fleet = await startFleet(shop, { size: SERVERS, trace });
  onTestFinished(() => fleet.close());
  return {
    trace,
    async trade() {
      await disturb(shop);
      const tills = readerIds.map((readerId, till) =>
        sellAll(new DayCashier({ fleet, chance, trace, readerId }), `${seed} till ${till}`),
      );
      await Promise.all([...tills, letDie(fleet, chance)]);
      await calm(shop);
      await until(
        () => rows.sql`
          select id from operations where closed_at is null
          union all select id from reader_actions where ended_at is null
          union all select id from webhook_inbox where state = 'PENDING'`,
        ({ length }) => length === 0,
        QUIET_WITHIN_MS,
      );
    },
    async judge() {
      const said = await judgeDay({ till: createTill(shop), stripe: createStripeView(shop), rows });
      const complaints = [...said, ...fleet.errors()];
      trace.write("is judged", { complaints });
      return complaints;
    },
  };
}

async function sellAll(cashier: DayCashier, till: string): Promise<void> {
  for (let sale = 1; sale <= SALES_EACH; sale += 1) await cashier.sell(`${till} sale ${sale}`);
}

async function letDie(fleet: Fleet, chance: Chance): Promise<void> {
  for (let death = 1; death <= DEATHS; death += 1) {
    await sleep(chance.within(PAUSE_MS, "death", death));
    await fleet.killAndRestart(chance.within([0, SERVERS - 1], "who dies", death));
  }
}

/** One for each till: two stand in the shop already. */
async function placeReaders({ client, locationId, readerIds }: TestShop): Promise<string[]> {
  const more: string[] = [];
  while (readerIds.length + more.length < TILLS) {
    const input = { idempotencyKey: randomUUID(), locationId, registrationCode: "simulated-wpe" };
    const { registerReader } = await client("OPERATOR").request(RegisterReaderDocument, { input });
    more.push(registerReader?.reader.id ?? "");
  }
  return [...readerIds, ...more];
}

const WRITES = "^/v1/(payment_intents|terminal/readers)";

async function disturb({ control }: TestShop): Promise<void> {
  const faults = [
    { method: "POST", kind: "drop", when: "before", share: 0.04 },
    { method: "POST", kind: "drop", when: "after", share: 0.04 },
    { method: "POST", kind: "status", when: "before", status: 500, share: 0.03 },
    { method: "POST", kind: "status", when: "before", status: 429, share: 0.03 },
    { method: "POST", kind: "delay", when: "after", delay_ms: 400, share: 0.2 },
    { method: "GET", kind: "drop", when: "before", share: 0.03 },
  ];
  for (const fault of faults) await control("faults", { path: WRITES, ...fault });
  await control("webhooks", { dropped: 0.2, doubled: 0.2, delayed: 0.2, delayed_by_ms: 500, reordered: 0.2 });
}

async function calm({ control }: TestShop): Promise<void> {
  await control("faults", {}, "DELETE");
  await control("webhooks", { dropped: 0, doubled: 0, delayed: 0, reordered: 0 });
}
