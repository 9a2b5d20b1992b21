import { setImmediate as nextTurn } from "node:timers/promises";
import { RunningStatements, type Statement } from "./running-statements.js";

/** Tells whether all that runs at the database is waiting for a lock, so that nothing more will come of it by itself. */
export type AreBlocked = (count: number) => Promise<boolean>;

/** As many rounds of the event loop without news, and JavaScript has gone as far as it can. */
const QUIET_ROUNDS = 6;
/** A statement that needs no lock is over by then. */
const ASK_FOR_LOCKS_AFTER_ROUNDS = 40;
/** Far more than any statement takes: something waits for what only another step would bring. */
const STALLED_AFTER_MS = 20_000;

/** What goes on between two steps, and when it has come to rest. */
export class Unrest {
  readonly #running = new RunningStatements();
  #outside = 0;
  #news = 0;

  /** Something has happened that more may come of. */
  note(): void {
    this.#news += 1;
  }

  /** The tables on which something that runs at the database may be waiting. */
  get waitedFor(): ReadonlySet<string | undefined> {
    return this.#running.waitedFor;
  }

  /** Something runs at the database now, until it is said to have ended; it may be said twice. */
  began(contends?: string): Statement {
    const statement = { contends };
    this.#running.add(statement);
    this.note();
    return statement;
  }

  ended(statement: Statement): void {
    if (this.#running.remove(statement)) this.note();
  }

  /** Something that takes real time and is to be over before the next step: starting a server, asking the database. */
  async outside<T>(work: () => Promise<T>): Promise<T> {
    this.#outside += 1;
    try {
      return await work();
    } finally {
      this.#outside -= 1;
      this.note();
    }
  }

  /** Waits until JavaScript has nothing left to do and the database has answered, or waits for locks alone. */
  async rest(areBlocked: AreBlocked): Promise<void> {
    const startedMs = performance.now();
    for (let quiet = 0, rounds = 0; ; rounds += 1) {
      const before = this.#news;
      await nextTurn();
      quiet = this.#news === before ? quiet + 1 : 0;
      if (performance.now() - startedMs > STALLED_AFTER_MS) throw new Error(this.#describeStall());
      if (quiet < QUIET_ROUNDS || this.#outside > 0) continue;
      if (this.#running.areSeenWaiting) return;
      if (rounds > ASK_FOR_LOCKS_AFTER_ROUNDS && (await areBlocked(this.#running.size)) && this.#news === before) {
        this.#running.noteSeenWaiting();
        return;
      }
    }
  }

  #describeStall(): string {
    return `${this.#running.size} statements are running, ${this.#outside} things go on outside, and nothing ends or waits for a lock`;
  }
}
