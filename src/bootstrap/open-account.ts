import { findAccount, insertAccount, updateAccount } from "../db/accounts.js";
import type { Database } from "../db/client.js";
import type { Account } from "../domain/account.js";
import type { Clock } from "../domain/clock.js";
import type { AccountSnapshot, Gateway } from "../stripe/gateway.js";
import type { Logger } from "../telemetry/logger.js";
import { StartError } from "./start-error.js";

export interface AccountKey {
  fingerprint: string;
  livemode: boolean;
}

interface Deps {
  db: Database;
  gateway: Gateway;
  clock: Clock;
  logger: Logger;
}

/**
 * The Stripe account this database belongs to: remembered at the first start, and compared at each later one, so that
 * a database never mixes two accounts, or play money with real.
 */
export async function openAccount(deps: Deps, key: AccountKey): Promise<Account> {
  const remembered = await findAccount(deps.db);
  const read = await deps.gateway.readAccount();
  switch (read.outcome) {
    case "Found":
      return remember(deps, { key, remembered, seen: read.value });
    case "Unanswered":
      if (remembered !== undefined && remembered.keyFingerprint === key.fingerprint) {
        deps.logger.warn(
          { reason: read.reason },
          "Stripe does not answer; going on with the account of the last start",
        );
        return remembered;
      }
      throw new StartError(`Stripe does not answer (${read.reason}), and this key was not seen here before.`);
    case "Missing":
      throw new StartError(`Stripe does not know the account of this key: ${read.message}`);
    case "Refused":
      throw new StartError(`Stripe refuses the key: ${read.refusal.message}`);
  }
}

async function remember(
  deps: Deps,
  { key, remembered, seen }: { key: AccountKey; remembered: Account | undefined; seen: AccountSnapshot },
): Promise<Account> {
  const account: Account = {
    ...seen,
    livemode: key.livemode,
    keyFingerprint: key.fingerprint,
    createdAt: remembered?.createdAt ?? deps.clock.now(),
  };
  if (remembered === undefined) {
    await insertAccount(deps.db, account);
    const stored = await findAccount(deps.db);
    assertSame(stored ?? account, account);
  } else {
    assertSame(remembered, account);
    await updateAccount(deps.db, account);
  }
  return account;
}

function assertSame(remembered: Account, seen: Account): void {
  if (remembered.id === seen.id && remembered.livemode === seen.livemode) return;
  throw new StartError(
    `This database belongs to the Stripe account ${describe(remembered)}, and the key is of ${describe(seen)}. ` +
      "Use the account's own database, or an empty one.",
  );
}

function describe({ id, livemode }: Account): string {
  return `${id} (${livemode ? "live" : "test"} mode)`;
}
