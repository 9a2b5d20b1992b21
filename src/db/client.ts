import { AsyncLocalStorage } from "node:async_hooks";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";

export type Database = PostgresJsDatabase;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** Either: for a query that may stand alone or be part of a transaction. */
export type Queryable = Database | Transaction;

/** Enough for the mutations of a busy shop and the jobs; each is short, because none waits for Stripe. */
const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_S = 10;
/**
 * A process that stands still, or whose machine is gone without a word, holds the locks of its transaction, an order's
 * or those of everybody's feed; Postgres ends it then. Far longer than ours are ever idle, well within a till's patience.
 */
const IDLE_IN_TRANSACTION_MS = 5_000;

export interface DatabaseOptions {
  url: string;
  /** Off behind a pooler that hands each transaction another connection (PgBouncer). Default on. */
  preparedStatements?: boolean;
  maxConnections?: number;
  through?: ThroughSql | undefined;
}

/** Stands between us and the database, so that a simulation decides when each statement runs. */
export type ThroughSql = (sql: postgres.Sql) => postgres.Sql;

export interface DatabaseClient {
  db: Database;
  sql: postgres.Sql;
  close(): Promise<void>;
}

const insideTransaction = new AsyncLocalStorage<true>();

/** Behind a pooler it is set for the role, since PgBouncer refuses parameters at the start; a simulation has its own time. */
function endsIdleTransactions({ preparedStatements = true, through }: DatabaseOptions): boolean {
  return preparedStatements && through === undefined;
}

/** Opens the pool. Nothing is sent before the first query. */
export function openDatabase(options: DatabaseOptions): DatabaseClient {
  const pool = postgres(options.url, {
    max: options.maxConnections ?? MAX_CONNECTIONS,
    connect_timeout: CONNECT_TIMEOUT_S,
    onnotice: () => undefined,
    // With it, a connection that dies at birth leaves a query that never settles (postgres.js 3.4.9).
    fetch_types: false,
    ...(endsIdleTransactions(options)
      ? { connection: { idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS } }
      : {}),
  });
  const sql = options.through?.(pool) ?? pool;
  const db = drizzle(withPrepared(sql, { prepare: options.preparedStatements ?? true, isPool: true }));
  return { db, sql, close: () => pool.end({ timeout: 5 }) };
}

/**
 * Drizzle sends every query through `unsafe`, which postgres.js leaves unprepared: the largest single cost of a read
 * (drizzle-orm issue 6096). Here the option is added in one place, for the pool and inside transactions.
 *
 * The pool is refused inside a transaction: such a query would see and lock something else than the transaction does,
 * and with every connection taken it would wait for itself.
 */
function withPrepared(sql: postgres.Sql, how: { prepare: boolean; isPool: boolean }): postgres.Sql {
  return new Proxy(sql, {
    get(target, property, receiver) {
      if (property === "unsafe") return unsafeWith(target, how);
      if (property === "begin")
        return (run: Run) => target.begin((tx) => insideTransaction.run(true, () => run(inner(tx, how))));
      if (property === "savepoint")
        return (run: Run) => (target as unknown as postgres.TransactionSql).savepoint((tx) => run(inner(tx, how)));
      return Reflect.get(target, property, receiver);
    },
  });
}

type Run = (sql: postgres.Sql) => Promise<unknown>;

function inner(tx: postgres.TransactionSql, how: { prepare: boolean }): postgres.Sql {
  return withPrepared(tx as unknown as postgres.Sql, { prepare: how.prepare, isPool: false });
}

function unsafeWith(target: postgres.Sql, how: { prepare: boolean; isPool: boolean }): postgres.Sql["unsafe"] {
  return (query, parameters, options) => {
    if (how.isPool && insideTransaction.getStore() === true) {
      throw new Error("The pool was used inside a transaction: hand the transaction on.");
    }
    const hasParameters = parameters !== undefined && parameters.length > 0;
    return target.unsafe(query, parameters, { ...options, prepare: how.prepare && hasParameters });
  };
}
