import type postgres from "postgres";
import type { Notice, NotificationBoard } from "./notification-board.js";
import { outcomeOf } from "./outcome-of.js";
import type { Owner, World } from "./world.js";

export interface GatedSqlDeps {
  world: World;
  owner: Owner;
  /** Sets the database's time before a statement that asks for it. */
  setDatabaseTime: () => Promise<void>;
  /** Whether the instance is just being built, alone, so that nothing has to be put in an order. */
  isBuilding: () => boolean;
  board: NotificationBoard;
  /** Ends the instance here, never to answer, where the day wants that. */
  perhapsDie: (point: "commit") => Promise<void>;
  /** Lets the instance stand still from here on, until it is let go on. */
  perhapsPause: (fault: "paused_before_send" | "paused_anywhere") => void;
}

/** A transaction: what it has notified, which is told when it commits, and the tables in which it may hold rows. */
interface Session {
  readonly notices: Notice[];
  readonly touched: Set<string>;
}

/** The last thing that a server writes down before it sends something to Stripe. */
const COUNTS_A_SENDING = /^\s*update "operations" set .*"attempts" =/i;
const NOTIFY = /\bpg_notify\(/;
const DATABASE_TIME = /\btillgraph_now\(\)/;

/** The pool, but each statement, and each beginning and end of a transaction, waits for its turn. */
export function throughGates(pool: postgres.Sql, deps: GatedSqlDeps): postgres.Sql {
  return new Proxy(pool, {
    get(target, property, receiver) {
      if (property === "unsafe") return gatedUnsafe(target, deps, undefined);
      if (property === "begin") return (work: Work) => begin(target, deps, work);
      if (property === "listen") return (...args: Parameters<typeof pool.listen>) => listen(deps, args);
      return Reflect.get(target, property, receiver);
    },
  });
}

type Work = (tx: postgres.TransactionSql) => Promise<unknown>;

/** `values` asks for rows as arrays; it is called, as at postgres.js, before the statement is sent. */
function gatedUnsafe(
  sql: postgres.Sql | postgres.TransactionSql,
  deps: GatedSqlDeps,
  session: Session | undefined,
): postgres.Sql["unsafe"] {
  const unsafe = (query: string, parameters?: unknown[], options?: postgres.UnsafeQueryOptions) => {
    let wantsValues = false;
    const send = async () => {
      if (DATABASE_TIME.test(query)) await deps.setDatabaseTime();
      const pending = sql.unsafe(query, parameters as never, options);
      return wantsValues ? pending.values() : pending;
    };
    const sent = Promise.resolve().then(async () => {
      const result = await perform(deps, session, { query, send });
      if (NOTIFY.test(query)) {
        const notice = { channel: String(parameters?.[0]), payload: String(parameters?.[1]) };
        if (session === undefined) deps.board.tell([notice]);
        else session.notices.push(notice);
      }
      return result;
    });
    const values = () => {
      wantsValues = true;
      return sent;
    };
    return Object.assign(sent, { values });
  };
  return unsafe as unknown as postgres.Sql["unsafe"];
}

function perform(
  { world, owner, isBuilding, perhapsPause }: GatedSqlDeps,
  session: Session | undefined,
  { query, send }: { query: string; send: () => Promise<unknown> },
): Promise<unknown> {
  if (isBuilding()) return send();
  return world.run({ owner, label: toLabel(query), contends: contendedTable(query, session) }, () => {
    // The statement is on its way; its answer finds nobody for a while.
    perhapsPause(COUNTS_A_SENDING.test(query) ? "paused_before_send" : "paused_anywhere");
    return send();
  });
}

/** By what transactions lock in one order, several may wait for one row: the order first, the feed's counter last. */
const WAITED_FOR_BY_MANY = new Set(["orders", "accounts"]);

/**
 * The table on which a statement may meet others that wait for the same row. A transaction that holds rows there already,
 * or that others may wait for, is not held up: it would be waited for in a circle.
 */
function contendedTable(query: string, session: Session | undefined): string | undefined {
  const table = lockedTableOf(query);
  if (table === undefined || session === undefined) return table;
  const isFirst = !session.touched.has(table);
  session.touched.add(table);
  return isFirst && WAITED_FOR_BY_MANY.has(table) ? table : undefined;
}

async function begin(pool: postgres.Sql, deps: GatedSqlDeps, work: Work): Promise<unknown> {
  if (deps.isBuilding()) return pool.begin(work);
  const { world, owner } = deps;
  const session: Session = { notices: [], touched: new Set() };
  await world.turn(owner, "begin");
  let place = world.nextPlace();
  let statement = world.began();
  const closed = world.opened(owner);
  const outcome = await outcomeOf(
    pool.begin(async (tx) => {
      world.ended(statement);
      await world.turn(owner, "begun", { place });
      const result = await outcomeOf(work(gatedTransaction(tx, deps, session)));
      await world.turn(owner, "error" in result ? "rollback" : "commit");
      if ("value" in result) await deps.perhapsDie("commit");
      // What is left, the end itself, runs when this function returns.
      place = world.nextPlace();
      statement = world.began();
      if ("error" in result) throw result.error;
      return result.value;
    }),
  );
  world.ended(statement);
  closed();
  await world.turn(owner, "error" in outcome ? "rolled back" : "committed", { place });
  if ("error" in outcome) throw outcome.error;
  deps.board.tell(session.notices);
  return outcome.value;
}

function gatedTransaction(tx: postgres.TransactionSql, deps: GatedSqlDeps, session: Session): postgres.TransactionSql {
  return new Proxy(tx, {
    get(target, property, receiver) {
      if (property === "unsafe") return gatedUnsafe(target, deps, session);
      return Reflect.get(target, property, receiver);
    },
  });
}

async function listen(
  { owner, board }: GatedSqlDeps,
  [channel, hear, onListen]: Parameters<postgres.Sql["listen"]>,
): Promise<Pick<postgres.ListenMeta, "unlisten">> {
  board.listen(owner, { channel, hear, onListen: onListen ?? (() => {}) });
  onListen?.();
  return { unlisten: () => Promise.resolve(board.unlisten(owner)) };
}

const WRITE = /^\s*(?:update|insert into|delete from) "(\w+)"/i;
const LOCKING_READ = /\bfrom "(\w+)"(?!.*skip locked).*\bfor (?:no key )?update/is;

/** The table in which a statement may have to wait for a row. */
function lockedTableOf(query: string): string | undefined {
  return (WRITE.exec(query) ?? LOCKING_READ.exec(query))?.[1];
}

const LABEL_LENGTH = 60;

function toLabel(query: string): string {
  return query.replaceAll(/\s+/g, " ").slice(0, LABEL_LENGTH);
}
