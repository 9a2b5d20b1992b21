import type { Chance } from "./chance.js";
import type { Customers } from "./customers.js";
import type { Told } from "./day-record.js";
import type { FaultBook } from "./fault-book.js";
import type { Fleet } from "./fleet.js";
import type { NotificationBoard } from "./notification-board.js";
import type { SimulationDatabase } from "./simulation-database.js";
import type { StripeHost } from "./stripe-host.js";
import type { StripeOutage } from "./stripe-outage.js";
import type { World } from "./world.js";

/** All that a day is made of. */
export interface Day {
  seed: string;
  world: World;
  chance: Chance;
  faults: FaultBook;
  database: SimulationDatabase;
  board: NotificationBoard;
  stripe: StripeHost;
  fleet: Fleet;
  customers: Customers;
  outage: StripeOutage;
  told: Told[];
  errors: string[];
  webhookSecrets: string[];
  webhooksEndedAtMs: number | null;
  /** Whether no new customer is served. */
  isClosed: boolean;
}
