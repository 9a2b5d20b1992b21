import type { Database } from "../db/client.js";
import type { Account } from "../domain/account.js";
import type { Clock } from "../domain/clock.js";
import type { NewId } from "../domain/ids.js";
import type { Gateway } from "../stripe/gateway.js";
import type { Logger } from "../telemetry/logger.js";
import type { Background } from "./background.js";
import type { Checkpoint } from "./checkpoint.js";

/** What the money core works with, built once in app.ts. */
export interface OperationDeps {
  db: Database;
  gateway: Gateway;
  clock: Clock;
  newId: NewId;
  account: Account;
  /** Names this process where it holds a lease. */
  instanceId: string;
  background: Background;
  checkpoint: Checkpoint;
  logger: Logger;
}
