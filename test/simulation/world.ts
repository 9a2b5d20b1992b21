import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../../src/domain/clock.js";
import type { Chance } from "./chance.js";

/** Whose step it is: an incarnation of a server instance, a till, a reader, the network. */
export type Owner = string;

interface Step {
  /** Its place among those that are ready; what ends at the database at the same time has the place of its beginning. */
  readonly place: number;
  readonly owner: Owner;
  readonly label: string;
  /** The table it may have to wait for; while another statement waits there, this one is not begun. */
  readonly contends?: string | undefined;
  readonly begin: () => void;
}

interface Sleeper extends Step {
  readonly dueMs: number;
}

interface Turn {
  place?: number;
  contends?: string | undefined;
}

/** Something that runs at the database. */
export interface Statement {
  readonly contends: string | undefined;
}

/** Tells whether all that runs at the database is waiting for a lock, so that nothing more will come of it by itself. */
export type AreBlocked = (count: number) => Promise<boolean>;

/** As many rounds of the event loop without news, and JavaScript has gone as far as it can. */
const QUIET_ROUNDS = 6;
/** Each step takes that long, so that deadlines and leases run while much is going on. */
const STEP_MS = 1;
/** A statement that needs no lock is over by then. */
const ASK_FOR_LOCKS_AFTER_ROUNDS = 40;
/** Far more than any statement takes: something waits for what only another step would bring. */
const STALLED_AFTER_MS = 20_000;

/**
 * One order of all that happens. Whatever a program does outside its own memory, it asks for a step first; steps are
 * begun one at a time, as the seed says, and the next one only when everything has come to rest again.
 */
export class World {
  readonly #chance: Chance;
  readonly #trace = createHash("sha256");
  readonly #dead = new Set<Owner>();
  readonly #transactions = new Map<symbol, Owner>();
  readonly #deathNotices = new Map<Owner, Set<() => void>>();
  #ready: Step[] = [];
  #sleepers: Sleeper[] = [];
  #places = 0;
  readonly #running = new Set<Statement>();
  #outside = 0;
  #news = 0;
  /** How often something began or ended at the database, and how often when all of it was seen waiting. */
  #statements = 0;
  #statementsSeenWaiting = -1;
  #nowMs: number;
  #step = 0;
  /** Who is told of each step; for a trace that a person reads. */
  readonly #tell: ((line: string) => void) | undefined;

  constructor(chance: Chance, { startMs, tell }: { startMs: number; tell?: ((line: string) => void) | undefined }) {
    this.#chance = chance;
    this.#nowMs = startMs;
    this.#tell = tell;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  get step(): number {
    return this.#step;
  }

  /** The same for two runs of one seed, or they were not the same. */
  get traceDigest(): string {
    return this.#trace.copy().digest("hex").slice(0, 16);
  }

  isAlive(owner: Owner): boolean {
    return !this.#dead.has(owner);
  }

  /** Resolves when it is the owner's turn; never for one that is dead by then. */
  turn(owner: Owner, label: string, { place = this.nextPlace(), contends }: Turn = {}): Promise<void> {
    return new Promise((begin) => this.#queue({ place, owner, label, contends, begin }));
  }

  /** For a turn that is asked for when the database has answered, at a time that nobody can repeat. */
  nextPlace(): number {
    this.#places += 1;
    return this.#places;
  }

  /** Lets something run at the database, which may take a lock's time: others go on while it waits. */
  async run<T>(
    { owner, label, contends }: { owner: Owner; label: string; contends: string | undefined },
    work: () => Promise<T>,
  ): Promise<T> {
    await this.turn(owner, label, { contends });
    const place = this.nextPlace();
    const statement = this.began(contends);
    const result = await outcomeOf(work());
    this.ended(statement);
    await this.turn(owner, `${label}: over`, { place });
    if ("error" in result) throw result.error;
    return result.value;
  }

  /** Something runs at the database now, until it is said to have ended; it may be said twice. */
  began(contends?: string): Statement {
    const statement = { contends };
    this.#running.add(statement);
    this.#statements += 1;
    this.#news += 1;
    return statement;
  }

  ended(statement: Statement): void {
    if (!this.#running.delete(statement)) return;
    this.#statements += 1;
    this.#news += 1;
  }

  /** A transaction holds its locks until it is said to be over, or its owner dies. */
  opened(owner: Owner): () => void {
    const transaction = Symbol(owner);
    this.#transactions.set(transaction, owner);
    return () => void this.#transactions.delete(transaction);
  }

  get isAnyTransactionOpen(): boolean {
    return this.#transactions.size > 0;
  }

  /** Something that takes real time and is to be over before the next step: starting a server, asking the database. */
  async outside<T>(work: () => Promise<T>): Promise<T> {
    this.#outside += 1;
    try {
      return await work();
    } finally {
      this.#outside -= 1;
      this.#news += 1;
    }
  }

  /** Calls back when its time has come and the seed says so. Answers the way to stop it. */
  later(owner: Owner, label: string, { ms, begin }: { ms: number; begin: () => void }): () => void {
    this.#news += 1;
    const sleeper: Sleeper = { place: this.nextPlace(), dueMs: this.#nowMs + ms, owner, label, begin };
    this.#sleepers.push(sleeper);
    return () => {
      this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
      this.#ready = this.#ready.filter((other) => other !== sleeper);
      this.#news += 1;
    };
  }

  sleep(owner: Owner, ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.later(owner, "wakes up", {
        ms,
        begin: () => {
          signal?.removeEventListener("abort", wake);
          resolve();
        },
      });
      const wake = () => {
        stop();
        resolve();
      };
      signal?.addEventListener("abort", wake, { once: true });
    });
  }

  clockOf(owner: Owner): Clock {
    return { now: () => new Date(this.#nowMs), sleep: (ms, signal) => this.sleep(owner, ms, signal) };
  }

  /** Ends a program at whatever it was doing: it gets no step any more. Whoever waits for it notices. */
  kill(owner: Owner): void {
    this.#dead.add(owner);
    for (const [transaction, whose] of this.#transactions) if (whose === owner) this.#transactions.delete(transaction);
    this.#ready = this.#ready.filter((step) => step.owner !== owner);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.owner !== owner);
    for (const notice of this.#deathNotices.get(owner) ?? []) notice();
    this.#deathNotices.delete(owner);
    this.#news += 1;
  }

  /** The work's result, or `gone` where the owner died before it was over. */
  async orGone<T>(owner: Owner, work: Promise<T>): Promise<T | "gone"> {
    if (!this.isAlive(owner)) return "gone";
    const notices = this.#deathNotices.get(owner) ?? new Set();
    this.#deathNotices.set(owner, notices);
    let notice: (() => void) | undefined;
    const death = new Promise<"gone">((resolve) => {
      notice = () => resolve("gone");
      notices.add(notice);
    });
    try {
      return await Promise.race([work, death]);
    } finally {
      if (notice !== undefined) notices.delete(notice);
    }
  }

  /** Goes on until the day is done; lets time pass where nobody has anything to do. */
  async goOn(isDone: () => boolean, areBlocked: AreBlocked): Promise<void> {
    for (;;) {
      await this.#rest(areBlocked);
      if (isDone()) return;
      this.#wake();
      while (!this.#beginOne()) {
        if (this.#sleepers.length === 0) throw new Error("nobody has anything to do, and the day is not done");
        this.#nowMs = Math.min(...this.#sleepers.map(({ dueMs }) => dueMs));
        this.#wake();
      }
    }
  }

  #queue(step: Step): void {
    this.#news += 1;
    if (!this.#dead.has(step.owner)) this.#ready.push(step);
  }

  #wake(): void {
    const due = this.#sleepers.filter(({ dueMs }) => dueMs <= this.#nowMs);
    if (due.length === 0) return;
    this.#sleepers = this.#sleepers.filter(({ dueMs }) => dueMs > this.#nowMs);
    this.#ready.push(...due);
  }

  /**
   * Begins the step that the seed picks; false where there is none.
   *
   * Of two statements that wait for one row, Postgres lets either go first when it becomes free, as chance has it. So no
   * second one is begun on a table where one waits already, unless its transaction may be what that one waits for.
   */
  #beginOne(): boolean {
    const waitedFor = new Set([...this.#running].map(({ contends }) => contends));
    waitedFor.delete(undefined);
    const open = this.#ready.filter(({ contends }) => !waitedFor.has(contends)).toSorted((a, b) => a.place - b.place);
    const step = open[Math.floor(this.#chance.share("step", this.#step) * open.length)];
    if (step === undefined) return false;
    this.#ready.splice(this.#ready.indexOf(step), 1);
    this.#step += 1;
    this.#nowMs += STEP_MS;
    const line = `${this.#step} ${this.#nowMs} ${step.owner} ${step.label}`;
    this.#trace.update(`${line}\n`);
    this.#tell?.(line);
    this.#news += 1;
    step.begin();
    return true;
  }

  /** Waits until JavaScript has nothing left to do and the database has answered, or waits for locks alone. */
  async #rest(areBlocked: AreBlocked): Promise<void> {
    const startedMs = performance.now();
    for (let quiet = 0, rounds = 0; ; rounds += 1) {
      const before = this.#news;
      await nextTurn();
      quiet = this.#news === before ? quiet + 1 : 0;
      if (performance.now() - startedMs > STALLED_AFTER_MS) throw new Error(this.#describeStall());
      if (quiet < QUIET_ROUNDS || this.#outside > 0) continue;
      if (this.#running.size === 0 || this.#statements === this.#statementsSeenWaiting) return;
      if (rounds > ASK_FOR_LOCKS_AFTER_ROUNDS && (await areBlocked(this.#running.size)) && this.#news === before) {
        this.#statementsSeenWaiting = this.#statements;
        return;
      }
    }
  }

  #describeStall(): string {
    return `${this.#running.size} statements are running, ${this.#outside} things go on outside, and nothing ends or waits for a lock (step ${this.#step})`;
  }
}

/** What came of it, to be told later. */
export async function outcomeOf<T>(work: Promise<T>): Promise<{ value: T } | { error: unknown }> {
  try {
    return { value: await work };
  } catch (error) {
    return { error };
  }
}
