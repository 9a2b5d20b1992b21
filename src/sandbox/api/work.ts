import type { SimChoices } from "../entities/sim-choices.js";
import type { Rows, TableName, Tables } from "../store/tables.js";
import { fractionOf, lettersOf } from "../store/random.js";
import type { State } from "../store/state.js";
import type { DeliveryFaults } from "../webhooks/delivery-faults.js";
import type { UnitOfWork } from "../store/unit-of-work.js";

export interface RequestReference {
  readonly id: string;
  readonly idempotencyKey: string | null;
}

/** Settings of this run that the control plane changes; they are not part of the state. */
export interface Switches {
  webhookMode: "normal" | "off" | "twice_reversed";
  /** Waits before each retry of a delivery; Stripe's sandbox retries three times over a few hours (facts 8). */
  webhookRetryDelaysMs: number[];
  webhookFaults: DeliveryFaults;
  /** How long a TWINT page stays open; unpublished, PPRO names 15 minutes (facts 6). */
  redirectTtlMs: number;
  /** How long an approved redirect still reads requires_action, where it does at all. */
  redirectSettleMs: number;
  /** How often that happens: about every second time (facts 6). */
  redirectLagShare: number;
  /** How long after an automatic_async capture the balance transaction comes. */
  balanceDelayMs: number;
  /** How long after a refund the network's reference comes, or its failure. */
  refundDelayMs: number;
  /** How long a card that was collected waits for its confirmation (facts 4.5). */
  confirmWithinMs: number;
  /** How long a reader that was not told otherwise takes to authorize a card; at once when 0. */
  authorizeMs: number;
  /** How often an intent may be confirmed; the real limit is variable and unpublished (facts 3.3). */
  confirmLimit: number;
  /** What is not published, by the names of the README's table. */
  sim: SimChoices;
}

export interface WorkOptions {
  readonly state: State;
  readonly unit: UnitOfWork;
  readonly account: string;
  readonly mainAccount: string;
  readonly nowMs: number;
  /** What the clock says; `nowMs` lies before it in work that is dated back to when it was due. */
  readonly clockMs: number;
  readonly version: string;
  readonly defaultVersion: string;
  readonly request: RequestReference | null;
  readonly baseUrl: string;
  readonly switches: Switches;
}

/** Everything that code may use while it serves one request, or does one thing that Stripe does by itself. */
export class Work {
  readonly account: string;
  readonly mainAccount: string;
  readonly nowMs: number;
  /** What the clock says; `nowMs` lies before it in work that is dated back to when it was due. */
  readonly clockMs: number;
  /** The version that was asked for. */
  readonly version: string;
  /** The account's own version, in which events are written. */
  readonly defaultVersion: string;
  readonly request: RequestReference | null;
  readonly baseUrl: string;
  readonly switches: Switches;
  readonly #state: State;
  readonly #unit: UnitOfWork;

  constructor(options: WorkOptions) {
    this.account = options.account;
    this.mainAccount = options.mainAccount;
    this.nowMs = options.nowMs;
    this.clockMs = options.clockMs;
    this.version = options.version;
    this.defaultVersion = options.defaultVersion;
    this.request = options.request;
    this.baseUrl = options.baseUrl;
    this.switches = options.switches;
    this.#state = options.state;
    this.#unit = options.unit;
  }

  get nowSeconds(): number {
    return Math.floor(this.nowMs / 1000);
  }

  get tables(): Tables {
    return this.#unit.tables;
  }

  /** A row of this account; another account's row is as good as absent. */
  find<Name extends TableName>(table: Name, id: string): Rows[Name] | undefined {
    const row = this.#unit.find(table, id);
    return row?.account === this.account ? row : undefined;
  }

  /** A row of the platform's, on whichever of its accounts the work is done. */
  findOnPlatform<Name extends TableName>(table: Name, id: string): Rows[Name] | undefined {
    const row = this.#unit.find(table, id);
    return row?.account === this.mainAccount ? row : undefined;
  }

  put<Name extends TableName>(table: Name, row: Rows[Name]): Rows[Name] {
    return this.#unit.put(table, row);
  }

  remove(table: TableName, id: string): void {
    this.#unit.remove(table, id);
  }

  /** Fresh letters: repeatable under a seed, never the same twice. */
  drawLetters(length: number, purpose: string): string {
    return lettersOf(length, this.seed, purpose, this.#state.drawId());
  }

  /** A decision that hangs on what it is about and not on when it is taken. */
  fraction(kind: string, businessKey: string, attempt: number): number {
    return fractionOf(this.seed, kind, businessKey, attempt);
  }

  get seed(): string {
    return this.#state.settings?.seed ?? "";
  }
}
