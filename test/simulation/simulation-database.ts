import postgres from "postgres";
import { migrateDatabase } from "../../src/db/migrate-database.js";
import type { Rows } from "./day-record.js";
import type { Owner } from "./world.js";

/** One day's database, and a session of the day's own beside those of the instances. */
export interface SimulationDatabase {
  urlFor(owner: Owner): string;
  setTime(nowMs: number): Promise<void>;
  /** Whether that many sessions of instances wait for locks. */
  areBlocked(count: number): Promise<boolean>;
  endSessionsOf(owner: Owner): Promise<void>;
  readRows(): Promise<Rows>;
  /** The operations that are under way in the hands of one instance, whose id its leases begin with. */
  heldBy(instanceId: string): Promise<readonly HeldOperation[]>;
  drop(): Promise<void>;
}

export interface HeldOperation {
  readonly id: string;
  readonly leaseHolder: string;
  readonly leaseUntilMs: number;
}

const TABLES = ["orders", "payments", "reader_actions", "operations", "timeline", "webhook_inbox"] as const;

/** Gives the database a clock of the world's, and keeps it from doing anything at a time of its own. */
const PREPARE = `
  create unlogged table simulated_time (now timestamptz not null);
  insert into simulated_time values ('epoch');
  create or replace function tillgraph_now() returns timestamptz language sql volatile as
    'select now from simulated_time';
  do $$ declare name text; begin
    for name in select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('public', 'drizzle') loop
      execute 'alter table ' || name || ' set (autovacuum_enabled = false)';
    end loop;
  end $$;
`;

const GONE_CHECKS = 2_000;

export async function createSimulationDatabase(adminUrl: string, name: string): Promise<SimulationDatabase> {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  await withSession(adminUrl, async (sql) => {
    await sql.unsafe(`drop database if exists "${name}" with (force)`);
    await sql.unsafe(`create database "${name}"`);
  });
  await migrateDatabase(url.href);
  const control = openSession(url.href);
  await control.unsafe(PREPARE);
  let setToMs = 0;

  return {
    urlFor(owner) {
      const own = new URL(url);
      own.searchParams.set("application_name", owner);
      return own.href;
    },
    async setTime(nowMs) {
      if (nowMs === setToMs) return;
      setToMs = nowMs;
      await control`update simulated_time set now = ${new Date(nowMs)}`;
    },
    async areBlocked(count) {
      const [row] = await control<{ blocked: number }[]>`
        select count(*)::int as blocked from pg_stat_activity
        where datname = ${name} and pid <> pg_backend_pid() and wait_event_type = 'Lock'
          and cardinality(pg_blocking_pids(pid)) > 0`;
      return row?.blocked === count;
    },
    async endSessionsOf(owner) {
      for (let check = 0; check < GONE_CHECKS; check += 1) {
        const ended = await control`
          select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and application_name = ${owner}`;
        if (ended.length === 0) return;
      }
      throw new Error(`the sessions of ${owner} do not end`);
    },
    async readRows() {
      const read = TABLES.map(async (table) => [table, await control.unsafe(`select * from ${table}`)] as const);
      return Object.fromEntries(await Promise.all(read)) as unknown as Rows;
    },
    heldBy: (instanceId) => control<HeldOperation[]>`
      select id, lease_holder as "leaseHolder", (extract(epoch from lease_until) * 1000)::float8 as "leaseUntilMs"
      from operations where closed_at is null and starts_with(lease_holder, ${instanceId}) order by id`,
    async drop() {
      await control.end({ timeout: 1 });
      await withSession(adminUrl, (sql) => sql.unsafe(`drop database if exists "${name}" with (force)`));
    },
  };
}

function openSession(url: string): postgres.Sql {
  return postgres(url, { max: 1, fetch_types: false, onnotice: () => {} });
}

async function withSession(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = openSession(url);
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
