import { createHash } from "node:crypto";
import type { Clock } from "../../src/domain/clock.js";
import type { Chance } from "./chance.js";
import { outcomeOf } from "./outcome-of.js";
import { Owners } from "./owners.js";
import type { Statement } from "./running-statements.js";
import { type Sleeper, type Step, StepQueue } from "./step-queue.js";
import { type AreBlocked, Unrest } from "./unrest.js";

/** Whose step it is: an incarnation of a server instance, a till, a reader, the network. */
export type Owner = string;

interface Turn {
  place?: number;
  contends?: string | undefined;
  isOut?: boolean;
}

/** Each step takes that long, so that deadlines and leases run while much is going on. */
const STEP_MS = 1;

/**
 * One order of all that happens. Whatever a program does outside its own memory, it asks for a step first; steps are
 * begun one at a time, as the seed says, and the next one only when everything has come to rest again.
 */
export class World {
  readonly #chance: Chance;
  readonly #trace = createHash("sha256");
  readonly #steps = new StepQueue();
  readonly #owners = new Owners();
  readonly #unrest = new Unrest();
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
    return this.#owners.isAlive(owner);
  }

  /** Resolves when it is the owner's turn; never for one that is dead by then. */
  turn(owner: Owner, label: string, { place = this.nextPlace(), ...turn }: Turn = {}): Promise<void> {
    return new Promise((begin) => this.#queue({ place, owner, label, ...turn, begin }));
  }

  /** For a turn that is asked for when the database has answered, at a time that nobody can repeat. */
  nextPlace(): number {
    return this.#steps.nextPlace();
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

  began(contends?: string): Statement {
    return this.#unrest.began(contends);
  }

  ended(statement: Statement): void {
    this.#unrest.ended(statement);
  }

  opened(owner: Owner): () => void {
    return this.#owners.opened(owner);
  }

  get isAnyTransactionOpen(): boolean {
    return this.#owners.isAnyTransactionOpen;
  }

  outside<T>(work: () => Promise<T>): Promise<T> {
    return this.#unrest.outside(work);
  }

  /** Calls back when its time has come and the seed says so. Answers the way to stop it. */
  later(owner: Owner, label: string, { ms, begin }: { ms: number; begin: () => void }): () => void {
    this.#unrest.note();
    const sleeper: Sleeper = { place: this.nextPlace(), dueMs: this.#nowMs + ms, owner, label, begin };
    this.#steps.addLater(sleeper);
    return () => {
      this.#steps.remove(sleeper);
      this.#unrest.note();
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
    this.#steps.removeAllOf(owner);
    this.#owners.bury(owner);
    this.#unrest.note();
  }

  /** Lets a program stand still wherever it is, for a while; whatever has left it goes on. */
  pause(owner: Owner, ms: number): void {
    this.#steps.pause(owner);
    this.later("world", `${owner} goes on`, { ms, begin: () => this.#steps.resume(owner) });
  }

  orGone<T>(owner: Owner, work: Promise<T>): Promise<T | "gone"> {
    return this.#owners.orGone(owner, work);
  }

  /** Goes on until the day is done; lets time pass where nobody has anything to do. */
  async goOn(isDone: () => boolean, areBlocked: AreBlocked): Promise<void> {
    for (;;) {
      await this.#unrest.rest(areBlocked);
      if (isDone()) return;
      this.#steps.wake(this.#nowMs);
      while (!this.#beginOne()) {
        const { earliestMs } = this.#steps;
        if (earliestMs === undefined) throw new Error("nobody has anything to do, and the day is not done");
        this.#nowMs = earliestMs;
        this.#steps.wake(this.#nowMs);
      }
    }
  }

  #queue(step: Step): void {
    this.#unrest.note();
    if (this.isAlive(step.owner)) this.#steps.add(step);
  }

  /**
   * Begins the step that the seed picks; false where there is none.
   *
   * Of two statements that wait for one row, Postgres lets either go first when it becomes free, as chance has it. So no
   * second one is begun on a table where one waits already, unless its transaction may be what that one waits for.
   */
  #beginOne(): boolean {
    const open = this.#steps.open(this.#unrest.waitedFor);
    const step = open[Math.floor(this.#chance.share("step", this.#step) * open.length)];
    if (step === undefined) return false;
    this.#steps.remove(step);
    this.#step += 1;
    this.#nowMs += STEP_MS;
    const line = `${this.#step} ${this.#nowMs} ${step.owner} ${step.label}`;
    this.#trace.update(`${line}\n`);
    this.#tell?.(line);
    this.#unrest.note();
    step.begin();
    return true;
  }
}
