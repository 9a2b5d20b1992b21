import type { Caller } from "../api/answer-request.js";
import type { Outcome, SandboxRequest } from "../http/exchange.js";
import type { Change } from "../store/unit-of-work.js";

/** How many requests are remembered: enough for a long test, little enough for a long run. */
const KEPT_ENTRIES = 2_000;

/** Tables whose rows are bookkeeping and no effects that a client could ask for. */
const NOT_SHOWN = new Set(["idempotency", "deliveries", "tasks", "settings"]);

export interface JournalEntry {
  readonly request_id: string;
  readonly at_ms: number;
  readonly method: string;
  readonly path: string;
  readonly account: string;
  readonly idempotency_key: string | null;
  status: number | "in progress" | "dropped";
  replayed: boolean;
  readonly effects: string[];
}

export interface OpenEntry {
  /** Runs the request's own, synchronous part: what is committed in it belongs to this entry. */
  readonly during: <T>(action: () => T) => T;
  readonly end: (outcome: Outcome) => Outcome;
}

/** The requests seen, and what each of them made or changed. */
export class Journal {
  readonly #entries: JournalEntry[] = [];
  readonly #now: () => number;
  #current: string[] | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  clear(): void {
    this.#entries.length = 0;
  }

  noteChanges(changes: readonly Change[]): void {
    this.#current?.push(...changes.filter(([table]) => !NOT_SHOWN.has(table)).map(([, id]) => id));
  }

  begin({ method, pathname }: SandboxRequest, caller: Caller): OpenEntry {
    const entry: JournalEntry = {
      request_id: caller.requestId,
      at_ms: this.#now(),
      method,
      path: pathname,
      account: caller.account,
      idempotency_key: caller.idempotencyKey,
      status: "in progress",
      replayed: false,
      effects: [],
    };
    this.#entries.push(entry);
    if (this.#entries.length > KEPT_ENTRIES) this.#entries.splice(0, KEPT_ENTRIES / 10);
    return {
      during: (action) => {
        this.#current = entry.effects;
        const result = action();
        this.#current = undefined;
        return result;
      },
      end: (outcome) => {
        entry.status = outcome === "dropped" ? "dropped" : outcome.status;
        entry.replayed = outcome !== "dropped" && outcome.headers["idempotent-replayed"] === "true";
        return outcome;
      },
    };
  }
}
