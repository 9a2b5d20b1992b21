import { renewWebhookEndpoint } from "../../src/stripe/renew-webhook-endpoint.js";
import { Cashier } from "./cashier.js";
import { type Chance, createChance } from "./chance.js";
import { Customers } from "./customers.js";
import type { DayRecord, Told } from "./day-record.js";
import { FaultBook } from "./fault-book.js";
import { Fleet } from "./fleet.js";
import { furnishShop, type Shop } from "./furnish-shop.js";
import { NotificationBoard } from "./notification-board.js";
import { type Instance, startInstance } from "./instance.js";
import { troubleReader } from "./reader-troubles.js";
import { createSimulationDatabase, type SimulationDatabase } from "./simulation-database.js";
import { SECRET_KEY, STRIPE_URL, StripeHost } from "./stripe-host.js";
import { stripeLine } from "./stripe-line.js";
import { Till } from "./till.js";
import { useVirtualTimers } from "./virtual-timers.js";
import { webhookRoad } from "./webhook-road.js";
import { type Owner, World } from "./world.js";

export interface DayOptions {
  seed: string;
  adminUrl: string;
  /** Gets a line for each step. */
  tell?: ((line: string) => void) | undefined;
}

export interface DayResult {
  record: DayRecord;
  fired: ReadonlyMap<string, number>;
  /** What the servers logged as errors, and a day that did not end: on a good day, nothing. */
  errors: readonly string[];
  steps: number;
  virtualMs: number;
  /** The same for two runs of one seed. */
  digest: string;
}

const START_MS = Date.parse("2026-03-02T08:00:00Z");
const INSTANCES = ["north", "east", "west"] as const;
const TILLS = 6;
/** Until then things go wrong; what is under way is brought to its end afterwards, where nothing does. */
const CLOSING_MS = 45_000;
/** Longer than every wait and deadline of ours together: what is not settled by then never will be. */
const AFTER_HOURS_MS = 6 * 60_000;
/** For webhooks that are still to come, and for jobs. */
const QUIET_MS = 12_000;

/** All that a day is made of. */
interface Day {
  seed: string;
  world: World;
  chance: Chance;
  faults: FaultBook;
  database: SimulationDatabase;
  board: NotificationBoard;
  stripe: StripeHost;
  fleet: Fleet;
  customers: Customers;
  told: Told[];
  errors: string[];
  webhookSecrets: string[];
}

/** Plays one trading day from its seed, and answers all that is known of it. */
export async function playDay({ seed, adminUrl, tell }: DayOptions): Promise<DayResult> {
  const database = await createSimulationDatabase(adminUrl, `simulation_${process.pid}`);
  const world = new World(createChance(`${seed} steps`), { startMs: START_MS, tell });
  const restoreTimers = useVirtualTimers(world);
  try {
    return await play(prepareDay(seed, world, database));
  } finally {
    restoreTimers();
    await database.drop();
  }
}

function prepareDay(seed: string, world: World, database: SimulationDatabase): Day {
  const chance = createChance(seed);
  const faults = new FaultBook(chance);
  const fleet = new Fleet({ world, chance, faults, start: (owner) => startOne(day, owner) });
  const pickInstance = (about: string) => fleet.pick(about);
  const stripe = new StripeHost(world, { seed, deliver: webhookRoad({ world, chance, faults, pickInstance }) });
  const customers = new Customers({ world, chance, faults, stripe });
  const board = new NotificationBoard(world);
  const records = { told: [], errors: [], webhookSecrets: [] };
  const day: Day = { seed, world, chance, faults, database, board, stripe, fleet, customers, ...records };
  return day;
}

function startOne(day: Day, owner: Owner): Promise<Instance> {
  const { world, chance, faults, stripe, fleet, customers, errors } = day;
  return startInstance(owner, {
    ...day,
    log: { write: (line) => void errors.push(line) },
    direct: directTo(stripe),
    perhapsDie: (...point) => fleet.perhapsDie(...point),
    line: stripeLine(owner, {
      world,
      chance,
      faults,
      stripe,
      perhapsDie: (...point) => fleet.perhapsDie(...point),
      beforeArrival: (request) => customers.beforeArrival(request),
    }),
  });
}

function directTo(stripe: StripeHost): typeof fetch {
  return (input, init) => stripe.receive(new Request(input, init));
}

async function play(day: Day): Promise<DayResult> {
  const { world, stripe, database } = day;
  let end: { error?: unknown } | undefined;
  void liveThrough(day).then(
    () => (end = {}),
    (error: unknown) => (end = { error }),
  );
  await world.goOn(
    () => end !== undefined,
    (count) => database.areBlocked(count),
  );
  if (end?.error !== undefined) throw end.error;
  const { changes, requests } = stripe;
  const [intents, rows] = [await stripe.listIntents(), await database.readRows()];
  return {
    record: { seed: day.seed, intents, changes, requests, rows, told: day.told },
    fired: day.faults.fired,
    errors: day.errors,
    steps: world.step,
    virtualMs: world.nowMs - START_MS,
    digest: world.traceDigest,
  };
}

async function liveThrough(day: Day): Promise<void> {
  const { world, faults, stripe, fleet, customers } = day;
  day.webhookSecrets.push(await world.outside(() => openEndpoint(stripe)));
  for (const name of INSTANCES) await fleet.start(name);
  const first = fleet.pick("furnish");
  if (first === undefined) throw new Error("no server runs");
  const shop = await furnishShop(first);
  faults.begin();
  await stripe.beginAnswerFaults();
  for (const readerId of shop.stripeReaderIds) {
    void customers.standAt(readerId);
    void troubleReader(readerId, day);
  }
  const sales = Promise.all(Array.from({ length: TILLS }, (_, place) => tradeAt(day, shop, place)));
  await world.sleep("day", CLOSING_MS);
  faults.end();
  for (const [kind, times] of await stripe.endAnswerFaults()) if (times > 0) faults.fired.set(kind, times);
  const isOver = await Promise.race([sales.then(() => true), world.sleep("day", AFTER_HOURS_MS).then(() => false)]);
  if (!isOver) day.errors.push("the day did not come to its end: a sale is still open");
  await world.sleep("day", QUIET_MS);
}

function openEndpoint(stripe: StripeHost): Promise<string> {
  const account = { secretKey: SECRET_KEY, apiBase: new URL(STRIPE_URL), fetch: directTo(stripe) };
  return renewWebhookEndpoint(account, "http://tillgraph.test/webhooks/stripe");
}

async function tradeAt(day: Day, shop: Shop, place: number): Promise<void> {
  const { world, chance, faults, fleet, told, customers } = day;
  const name = `till-${place + 1}`;
  const line = { world, chance, faults, told, pickInstance: (about: string) => fleet.pick(about) };
  const till = new Till(name, { ...line, apiKey: shop.tillKey });
  const operator = new Till(`operator-${place + 1}`, { ...line, apiKey: shop.operatorKey });
  const own = place % shop.readerIds.length;
  const cashier = new Cashier({
    world,
    chance,
    faults,
    till,
    operator,
    locationId: shop.locationId,
    readerIds: [...shop.readerIds.slice(own), ...shop.readerIds.slice(0, own)],
    onRedirect: (about) => void customers.payWithTwint(about),
  });
  for (let sale = 1; faults.isOn; sale += 1) {
    await cashier.sell(`${name} sale ${sale}`);
    await world.sleep(name, chance.within([200, 3_000], name, sale, "next customer"));
  }
}
