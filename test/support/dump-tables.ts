import postgres from "postgres";

/** Every row of every table of ours as text, each behind its table's name, sorted. */
export async function dumpTables(databaseUrl: string): Promise<string[]> {
  const sql = postgres(databaseUrl, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    const tables = await sql<{ name: string }[]>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;
    const rows: string[] = [];
    for (const { name } of tables) {
      const found = await sql<{ row: string }[]>`select to_jsonb(t)::text as row from ${sql(name)} t`;
      rows.push(...found.map(({ row }) => `${name} ${row}`));
    }
    return rows.toSorted();
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** One statement in the test's own hand, for a state that the API can't bring about. */
export async function executeSql(databaseUrl: string, statement: string, parameters: string[] = []): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    await sql.unsafe(statement, parameters);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
