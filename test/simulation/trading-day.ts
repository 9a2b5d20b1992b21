import { renewWebhookEndpoint } from "../../src/stripe/renew-webhook-endpoint.js";
import { createChance } from "./chance.js";
import { Customers } from "./customers.js";
import type { Day } from "./day.js";
import type { DayRecord, Told } from "./day-record.js";
import { FaultBook } from "./fault-book.js";
import { Fleet } from "./fleet.js";
import { furnishShop } from "./furnish-shop.js";
import { loseListeners } from "./lose-listeners.js";
import { NotificationBoard } from "./notification-board.js";
import { type Instance, startInstance } from "./instance.js";
import { troubleReader } from "./reader-troubles.js";
import { createSimulationDatabase, type SimulationDatabase } from "./simulation-database.js";
import { SECRET_KEY, STRIPE_URL, StripeHost } from "./stripe-host.js";
import { stripeLine } from "./stripe-line.js";
import { StripeOutage } from "./stripe-outage.js";
import { tradeAtTill } from "./trade-at-till.js";
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
  moved: ReadonlyMap<string, number>;
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
/** On some days trade goes on for so long with nothing wrong but that no webhook comes. */
const EVENING_MS = 20_000;
/** Longer than every wait and deadline of ours together: what is not settled by then never will be. */
const AFTER_HOURS_MS = 6 * 60_000;
/** For webhooks that are still to come, and for jobs. */
const QUIET_MS = 12_000;

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
  const isOver = () => day.webhooksEndedAtMs !== null;
  const stripe = new StripeHost(world, { seed, deliver: webhookRoad({ world, chance, faults, pickInstance, isOver }) });
  const customers = new Customers({ world, chance, faults, stripe });
  const board = new NotificationBoard(world);
  const told: Told[] = [];
  const outage = new StripeOutage({ world, chance, faults, told });
  const records = { told, errors: [], webhookSecrets: [], webhooksEndedAtMs: null, isClosed: false };
  const day: Day = { seed, world, chance, faults, database, board, stripe, fleet, customers, outage, ...records };
  return day;
}

function startOne(day: Day, owner: Owner): Promise<Instance> {
  const { world, chance, faults, stripe, fleet, customers, outage, errors } = day;
  return startInstance(owner, {
    ...day,
    log: { write: (line) => void errors.push(line) },
    direct: directTo(stripe),
    perhapsDie: (...point) => fleet.perhapsDie(...point),
    perhapsPause: (...point) => fleet.perhapsPause(...point),
    line: stripeLine(owner, {
      world,
      chance,
      faults,
      stripe,
      outage,
      perhapsDie: (...point) => fleet.perhapsDie(...point),
      beforeArrival: (request) => customers.beforeArrival(request),
    }),
  });
}

function directTo(stripe: StripeHost): typeof fetch {
  return (input, init) => stripe.receive(new Request(input, init), 0);
}

async function play(day: Day): Promise<DayResult> {
  const { world, stripe, database, fleet, customers } = day;
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
  customers.late.count();
  const { changes, requests } = stripe;
  const { pauses, orphanage } = fleet;
  const { told, webhooksEndedAtMs } = day;
  const [intents, rows] = [await stripe.listIntents(), await database.readRows()];
  return {
    record: {
      seed: day.seed,
      intents,
      changes,
      requests,
      rows,
      told,
      pauses,
      orphans: orphanage.orphans,
      webhooksEndedAtMs,
    },
    fired: day.faults.fired,
    moved: day.faults.moved,
    errors: day.errors,
    steps: world.step,
    virtualMs: world.nowMs - START_MS,
    digest: world.traceDigest,
  };
}

async function liveThrough(day: Day): Promise<void> {
  const { world, faults, stripe, fleet, customers, outage } = day;
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
  void loseListeners(day);
  void outage.perhapsHappen();
  const hasEvening = faults.decides("webhooks_end", "the day");
  const sales = Promise.all(Array.from({ length: TILLS }, (_, place) => tradeAtTill(day, shop, place)));
  await world.sleep("day", hasEvening ? CLOSING_MS - EVENING_MS / 4 : CLOSING_MS);
  faults.end();
  for (const [kind, times] of await stripe.endAnswerFaults()) if (times > 0) faults.fired.set(kind, times);
  if (hasEvening) {
    day.webhooksEndedAtMs = world.nowMs;
    await world.sleep("day", EVENING_MS);
  }
  day.isClosed = true;
  const isOver = await Promise.race([sales.then(() => true), world.sleep("day", AFTER_HOURS_MS).then(() => false)]);
  if (!isOver) day.errors.push("the day did not come to its end: a sale is still open");
  await world.sleep("day", QUIET_MS);
}

function openEndpoint(stripe: StripeHost): Promise<string> {
  const account = { secretKey: SECRET_KEY, apiBase: new URL(STRIPE_URL), fetch: directTo(stripe) };
  return renewWebhookEndpoint(account, "http://tillgraph.test/webhooks/stripe");
}
