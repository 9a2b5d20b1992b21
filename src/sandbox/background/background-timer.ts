import type { Timers } from "../clock/timers.js";
import type { Engine } from "../engine.js";
import type { Deliverer } from "../webhooks/deliverer.js";
import { runDueTasks } from "./run-due-tasks.js";

/** Longer waits are cut into pieces: the clock may be moved by hand, and timers end at 2^31 ms. */
const LONGEST_WAIT_MS = 60 * 60 * 1000;

/** A clock that stands still a moment before something is due would be asked without a pause otherwise. */
const SHORTEST_WAIT_MS = 20;

/** A disk that is full now may have room by then. */
const AFTER_FAILURE_MS = 1_000;

/** Lets things happen that are due, without a request having to come by. It never keeps the process alive. */
export class BackgroundTimer {
  readonly #engine: Engine;
  readonly #deliverer: Deliverer;
  readonly #timers: Timers;
  #stopTimer: (() => void) | undefined;
  #isSoon = false;
  #isClosed = false;

  constructor(engine: Engine, { deliverer, timers }: { deliverer: Deliverer; timers: Timers }) {
    this.#engine = engine;
    this.#deliverer = deliverer;
    this.#timers = timers;
  }

  /** After the commit that is under way, and once however often it is called until then. */
  wake(): void {
    if (this.#isSoon || this.#isClosed) return;
    this.#isSoon = true;
    setImmediate(() => {
      this.#isSoon = false;
      this.#run();
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#stopTimer?.();
  }

  #run(): void {
    if (this.#isClosed) return;
    this.#stopTimer?.();
    try {
      runDueTasks(this.#engine);
      this.#deliverer.pump();
    } catch (error) {
      this.#engine.log(`background work failed and is tried again: ${String(error)}`);
      this.#runIn(AFTER_FAILURE_MS);
      return;
    }
    const next = this.#engine.dueTasks.next();
    if (!next) return;
    const wait = Math.min(Math.max(next.dueAtMs - this.#engine.clock.now(), SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
    this.#runIn(wait);
  }

  #runIn(waitMs: number): void {
    this.#stopTimer = this.#timers.later(() => this.#run(), waitMs);
  }
}
