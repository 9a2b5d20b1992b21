import type { Owner } from "./world.js";

export interface Step {
  /** Its place among those that are ready; what ends at the database at the same time has the place of its beginning. */
  readonly place: number;
  readonly owner: Owner;
  readonly label: string;
  /** The table it may have to wait for; while another statement waits there, this one is not begun. */
  readonly contends?: string | undefined;
  /** It has left its owner already, and goes on while that one stands still. */
  readonly isOut?: boolean | undefined;
  readonly begin: () => void;
}

export interface Sleeper extends Step {
  readonly dueMs: number;
}

/** The steps that may be begun, and those whose time has not come. */
export class StepQueue {
  readonly #paused = new Set<Owner>();
  #ready: Step[] = [];
  #sleepers: Sleeper[] = [];
  #places = 0;

  nextPlace(): number {
    this.#places += 1;
    return this.#places;
  }

  add(step: Step): void {
    this.#ready.push(step);
  }

  addLater(sleeper: Sleeper): void {
    this.#sleepers.push(sleeper);
  }

  remove(step: Step): void {
    this.#ready = this.#ready.filter((other) => other !== step);
    this.#sleepers = this.#sleepers.filter((other) => other !== step);
  }

  removeAllOf(owner: Owner): void {
    this.#ready = this.#ready.filter((step) => step.owner !== owner);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.owner !== owner);
  }

  /** Begins none of its steps until it goes on; they are kept. */
  pause(owner: Owner): void {
    this.#paused.add(owner);
  }

  resume(owner: Owner): void {
    this.#paused.delete(owner);
  }

  wake(nowMs: number): void {
    const due = this.#sleepers.filter(({ dueMs }) => dueMs <= nowMs);
    if (due.length === 0) return;
    this.#sleepers = this.#sleepers.filter(({ dueMs }) => dueMs > nowMs);
    this.#ready.push(...due);
  }

  /** When the next one's time comes; undefined where none waits for a time. */
  get earliestMs(): number | undefined {
    return this.#sleepers.length === 0 ? undefined : Math.min(...this.#sleepers.map(({ dueMs }) => dueMs));
  }

  /** Those that may be begun now, in the order of their places. */
  open(waitedFor: ReadonlySet<string | undefined>): Step[] {
    return this.#ready
      .filter(({ owner, isOut }) => isOut === true || !this.#paused.has(owner))
      .filter(({ contends }) => contends === undefined || !waitedFor.has(contends))
      .toSorted((a, b) => a.place - b.place);
  }
}
