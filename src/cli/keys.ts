import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { createSystemClock } from "../bootstrap/system-clock.js";
import { readConfig } from "../config.js";
import { findAccount } from "../db/accounts.js";
import { type Database, openDatabase } from "../db/client.js";
import { findLocation } from "../db/locations.js";
import type { Account } from "../domain/account.js";
import type { Clock } from "../domain/clock.js";
import { createNewId } from "../domain/new-id.js";
import { createApiKey } from "../use-cases/create-api-key.js";
import { listApiKeys } from "../use-cases/list-api-keys.js";
import { revokeApiKey } from "../use-cases/revoke-api-key.js";
import { CommandError } from "./command-error.js";
import { explainFailure } from "../bootstrap/explain-failure.js";
import { describeKeys } from "./keys/describe-keys.js";
import { type Command, readCommand } from "./keys/read-command.js";
import { embeddedFolder, openDatabaseOf } from "./open-database-of.js";

interface KeysDeps {
  db: Database;
  account: Account;
  clock: Clock;
}

/** The tables are made at the server's first start, and the account is remembered there. */
const UNDEFINED_TABLE = "42P01";
const SECRET_BYTES = 24;
const NEVER_STARTED = "No server was ever started on this database, so it belongs to no Stripe account yet: npm start";

async function main(): Promise<void> {
  const clock = createSystemClock(Date.now);
  const command = readCommand(process.argv.slice(2), clock.now());
  const config = readConfig(undefined, "database");
  const folder = embeddedFolder(config);
  // Starting a Postgres here would only make an empty one.
  if (folder !== undefined && !existsSync(folder)) throw new CommandError(NEVER_STARTED);
  const reachable = await openDatabaseOf(config);
  const { db, close } = openDatabase({
    url: reachable.url,
    maxConnections: 1,
    preparedStatements: config.preparedStatements,
  });
  try {
    await run({ db, clock, account: await readAccount(db) }, command);
  } finally {
    await close();
    await reachable.release();
  }
}

async function readAccount(db: Database): Promise<Account> {
  try {
    const account = await findAccount(db);
    if (account !== undefined) return account;
  } catch (error) {
    const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
    if (cause?.code !== UNDEFINED_TABLE) throw error;
  }
  throw new CommandError(NEVER_STARTED);
}

async function run(deps: KeysDeps, command: Command): Promise<void> {
  switch (command.name) {
    case "create":
      return create(deps, command);
    case "list":
      console.log(describeKeys(await listApiKeys(deps), deps.clock.now()));
      return;
    case "revoke": {
      const { id, role, label } = await revokeApiKey(deps, command.keyId);
      console.log(`Revoked ${id} (${role}, ${label}): it opens nothing any more.`);
    }
  }
}

/** The key alone goes to standard output, so that a script can take it from there. */
async function create(deps: KeysDeps, command: Extract<Command, { name: "create" }>): Promise<void> {
  for (const id of command.locationIds ?? []) {
    if ((await findLocation(deps.db, id)) === undefined)
      throw new CommandError(`--location: there is no location ${id}.`);
  }
  const newId = createNewId(deps.clock, randomBytes);
  const { apiKey, key } = await createApiKey({ ...deps, newId, newSecret }, command);
  console.error(describeKeys([apiKey], deps.clock.now()));
  console.error("\nKeep the key now, only its hash is stored. Send it as Authorization: Bearer <key>.\n");
  console.log(key);
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

main().catch((error: unknown) => {
  console.error(explainFailure(error));
  process.exitCode = 1;
});
