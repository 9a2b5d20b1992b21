import { afterEach, beforeEach } from "vitest";
import { takeSpareTurn, takeTurn } from "../../../src/db/call-budgets.js";
import { type Database, type DatabaseClient, openDatabase } from "../../../src/db/client.js";
import type { Account } from "../../../src/domain/account.js";
import type { CallBudget } from "../../../src/domain/call-budget.js";
import { createTestDatabase, type TestDatabase } from "../../support/test-database.js";
import { type Hold, raceAt } from "../races/hold-orders.js";

export const INSTANCES = 3;
const START_MS = Date.UTC(2026, 0, 5, 9);

export const ACCOUNT: Account = {
  id: "acct_1",
  livemode: false,
  country: "CH",
  defaultCurrency: "CHF",
  twintEnabled: true,
  keyFingerprint: "f",
  createdAt: new Date(START_MS),
};

/** Three ways to one database whose time the test sets, and the line of calls that they share. */
export class Instances {
  #database: TestDatabase | undefined;
  #clients: DatabaseClient[] = [];
  nowMs = START_MS;
  readonly #budget: CallBudget;

  constructor(budget: CallBudget) {
    this.#budget = budget;
  }

  async open(): Promise<void> {
    this.#database = await createTestDatabase();
    this.#clients = Array.from({ length: INSTANCES }, () => this.#connect());
    this.nowMs = START_MS;
    await this.pass(0);
    await takeTurn(this.at(0).db, ACCOUNT, this.#budget);
  }

  at(index: number): DatabaseClient {
    return this.#clients[index % INSTANCES] as DatabaseClient;
  }

  /** The database's time goes on, for all of them. */
  async pass(ms: number): Promise<void> {
    this.nowMs += ms;
    const at = new Date(this.nowMs).toISOString();
    await Promise.all(this.#clients.map(({ sql }) => sql`select set_config('tillgraph.now', ${at}, false)`));
  }

  /** So many calls of tills, asked for at all instances at once: how long each is to wait, in order. */
  async tills(count: number): Promise<number[]> {
    const turns = Array.from({ length: count }, (_, index) => takeTurn(this.at(index).db, ACCOUNT, this.#budget));
    return (await Promise.all(turns)).toSorted((one, other) => one - other);
  }

  /** So many calls of jobs, asked for at all instances at once: how many may go. */
  async jobs(count: number): Promise<number> {
    const turns = Array.from({ length: count }, (_, index) => takeSpareTurn(this.at(index).db, ACCOUNT, this.#budget));
    return (await Promise.all(turns)).filter((taken) => taken).length;
  }

  /** Asks once at each instance while the line's row is held, all of them queued up on it before it is let go. */
  async heldUp<T>(ask: (db: Database) => Promise<T>): Promise<(T | undefined)[]> {
    const calls = this.#clients.map(
      ({ db }) =>
        () =>
          ask(db),
    );
    return valuesOf(await raceAt({ databaseUrl: this.#database?.url ?? "", hold: holdLine }, ...calls));
  }

  async dies(index: number): Promise<void> {
    await this.at(index).close();
    this.#clients[index] = this.#connect();
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
    await this.#database?.drop();
  }

  #connect(): DatabaseClient {
    return openDatabase({ url: this.#database?.url ?? "", maxConnections: 1 });
  }
}

const holdLine: Hold["hold"] = (tx) => tx`select 1 from call_budgets for update`;

function valuesOf<T>(settled: PromiseSettledResult<T>[]): (T | undefined)[] {
  return settled.map((each) => (each.status === "fulfilled" ? each.value : undefined));
}

/** Opens them before each test and closes them after it. */
export function useInstances(budget: CallBudget): Instances {
  const instances = new Instances(budget);
  beforeEach(() => instances.open());
  afterEach(() => instances.close());
  return instances;
}
