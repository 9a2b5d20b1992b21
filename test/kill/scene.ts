import type { onTestFinished as whenFinished } from "vitest";
import { openRows, type Rows } from "../integration/recovery/half-way.js";
import { createStripeView, type StripeView } from "../support/stripe-view.js";
import { openTestShop, type TestShop } from "../support/test-shop.js";
import { createTill, type Till, until } from "../support/till.js";
import { type Death, type Server, startServer } from "./start-server.js";

/** Longer than the kill takes, shorter than the lease: by the time of the take-over Stripe is done with the request. */
const ANSWER_AFTER_MS = 4_000;
/** A lease, a round of recovery, and a slow machine. */
const TAKEN_OVER_WITHIN_MS = 30_000;

export interface Scene {
  shop: TestShop;
  stripe: StripeView;
  rows: Rows;
  /** A till at the server that is going to die. */
  till: Till;
  /** A till at a server that lives all along, and goes on with nothing. */
  bystander: Till;
  /** Asks for what the server dies of, and waits until it is dead. */
  dies(request: () => Promise<unknown>): Promise<void>;
  /** Asks for what makes the server stand still, and waits until it does. Answers how it is let go on. */
  standsStill(request: () => Promise<unknown>): Promise<() => void>;
  /** Starts the server anew and waits until it has gone on with everything. Answers a till at it. */
  restart(): Promise<Till>;
}

/** A shop whose only server with jobs is a process that dies at a point of the first operation of a kind. */
export async function openScene(death: Death, onTestFinished: typeof whenFinished): Promise<Scene> {
  const shop = await openTestShop({ webhooks: false, jobs: false });
  onTestFinished(() => shop.close());
  const rows = openRows(shop);
  onTestFinished(() => rows.close());
  const stripe = createStripeView(shop);
  const start = async (how: Parameters<typeof startServer>[1]): Promise<Server> => {
    const server = await startServer(shop, how);
    onTestFinished(() => server.kill());
    return server;
  };
  const doomed = await start({ death });
  return {
    shop,
    stripe,
    rows,
    till: doomed.till,
    bystander: createTill(shop),
    async dies(request) {
      if (death.point === "after the send") await delayNextAnswer(shop);
      const answered = request().then(
        () => "an answer",
        () => doomed.ended,
      );
      const end = await Promise.race([doomed.ended, answered]);
      if (end !== "SIGKILL") throw new Error(`the server did not die: ${end}`);
    },
    async standsStill(request) {
      // What it answers once it goes on is nobody's business any more.
      const answered = request().then(
        () => "an answer",
        () => "an error",
      );
      const end = await Promise.race([doomed.stopping, doomed.ended, answered]);
      if (end !== "SIGSTOP") throw new Error(`the server did not stand still: ${end}`);
      return () => doomed.goesOn();
    },
    async restart() {
      const { till } = await start({});
      await until(
        () => rows.sql`select id from operations where closed_at is null`,
        ({ length }) => length === 0,
        TAKEN_OVER_WITHIN_MS,
      );
      return till;
    },
  };
}

async function delayNextAnswer(shop: TestShop): Promise<void> {
  const fault = { method: "POST", path: "^/v1/", kind: "delay", when: "after", delay_ms: ANSWER_AFTER_MS };
  await shop.control("faults", fault);
}

/** Hands a payment over and waits until it is seen on the reader; on a slow machine the mutation answers before. */
export async function handOver(till: Till, paymentId: string): Promise<void> {
  const { action } = await till.process(paymentId);
  await until(
    () => till.payment(paymentId),
    ({ actions }) => actions.some(({ id, state }) => id === action?.id && state === "IN_PROGRESS"),
    TAKEN_OVER_WITHIN_MS,
  );
}

/** How often Stripe did what requests to paths with this ending asked for, and under how many keys. */
export async function doneAtStripe({ stripe }: Scene, ending: string) {
  const writes = (await stripe.writes()).filter(({ path }) => path.endsWith(ending));
  return {
    keys: new Set(writes.map(({ idempotency_key: key }) => key)).size,
    times: writes.filter(({ status, replayed }) => status === 200 && !replayed).length,
  };
}

/** What is left unfinished, and where an order's history does not count on by one. */
export async function leftOf({ rows }: Scene, orderId: string) {
  const liveActions = await rows.sql`select id, state from reader_actions where ended_at is null`;
  const pendingOperations = await rows.sql`select id, kind from operations where closed_at is null`;
  const gaps = await rows.sql`
    select sequence from (
      select sequence, row_number() over (order by sequence) as place from timeline where order_id = ${orderId}
    ) as entries
    where sequence <> place`;
  return { liveActions: [...liveActions], pendingOperations: [...pendingOperations], gaps: [...gaps] };
}

/** An order's history, without what is told only where the take-over came late on a slow machine. */
export async function historyOf({ rows }: Scene, orderId: string): Promise<string[]> {
  return (await rows.historyOf(orderId)).filter((type) => type !== "action.unanswered");
}

export const NOTHING = { liveActions: [], pendingOperations: [], gaps: [] };
