import postgres from "postgres";

const DUPLICATE_DATABASE = "42P04";
const UNIQUE_VIOLATION = "23505";
const CONNECT_TIMEOUT_S = 5;
/** postgres.js waits without end for a connection that the server has cut off. */
const END_TIMEOUT_S = 1;

/** Makes the URL's database where it is missing: the last step of a first start, and the first question of any. */
export async function ensureDatabase(databaseUrl: string): Promise<void> {
  const maintenanceUrl = new URL(databaseUrl);
  const name = maintenanceUrl.pathname.slice(1);
  maintenanceUrl.pathname = "/postgres";

  // fetch_types: postgres.js asks for them on its own account, and when the server goes away just then, the failure is
  // an unhandled rejection and our query never settles (3.4.9).
  const options = { max: 1, connect_timeout: CONNECT_TIMEOUT_S, fetch_types: false };
  const sql = postgres(maintenanceUrl.href, options);
  try {
    const [existing] = await sql`select 1 from pg_database where datname = ${name}`;
    if (!existing) await sql`create database ${sql(name)}`;
  } catch (error) {
    // Another start of the same folder was faster; which of the two codes depends on how much.
    const { code } = error as { code?: string };
    if (code !== DUPLICATE_DATABASE && code !== UNIQUE_VIOLATION) throw error;
  } finally {
    await sql.end({ timeout: END_TIMEOUT_S });
  }
}
