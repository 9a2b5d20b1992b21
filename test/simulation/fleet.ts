import type { Chance } from "./chance.js";
import type { FaultBook } from "./fault-book.js";
import type { Instance } from "./instance.js";
import type { Owner, World } from "./world.js";

export interface FleetDeps {
  world: World;
  chance: Chance;
  faults: FaultBook;
  start: (owner: Owner) => Promise<Instance>;
}

const CRASH_FAULTS = {
  send: "crash_before_send",
  flight: "crash_in_flight",
  answer: "crash_after_answer",
  commit: "crash_before_commit",
} as const;
export type CrashPoint = keyof typeof CRASH_FAULTS;

const DOWN_MS = [500, 8_000] as const;
const LOOK_FOR_CALM_EVERY_MS = 3;
/** The day is about servers that crash now and then, not about none being there. */
const FEWEST_RUNNING = 1;

/** The servers of the day: which run, which crash where, and when they come back. */
export class Fleet {
  readonly #deps: FleetDeps;
  readonly #running = new Map<string, Instance>();
  readonly #incarnations = new Map<string, number>();

  constructor(deps: FleetDeps) {
    this.#deps = deps;
  }

  async start(name: string): Promise<void> {
    const { world } = this.#deps;
    const incarnation = (this.#incarnations.get(name) ?? 0) + 1;
    this.#incarnations.set(name, incarnation);
    // While it is built nobody else gets a turn: it must not have to wait for a lock of theirs.
    while (world.isAnyTransactionOpen) await world.sleep("fleet", LOOK_FOR_CALM_EVERY_MS);
    const instance = await world.outside(() => this.#deps.start(`${name}.${incarnation}`));
    this.#running.set(name, instance);
    instance.app.startJobs();
  }

  /** Whichever the load balancer picks. */
  pick(about: string): Instance | undefined {
    const running = [...this.#running.values()];
    return running.length === 0 ? undefined : this.#deps.chance.pick(running, "load balancer", about);
  }

  /** Ends the owner here, never to answer, where the day wants that; it is started anew a while later. */
  async perhapsDie(owner: Owner, point: CrashPoint, about: string): Promise<void> {
    const { world, faults, chance } = this.#deps;
    const [name = ""] = owner.split(".");
    const instance = this.#running.get(name);
    if (instance?.owner !== owner || this.#running.size <= FEWEST_RUNNING) return;
    if (!faults.strikes(CRASH_FAULTS[point], `${owner} ${about}`)) return;
    this.#running.delete(name);
    void instance
      .crash()
      .then(() => world.sleep("fleet", chance.within(DOWN_MS, "down", owner)))
      .then(() => this.start(name));
    await new Promise(() => {});
  }
}
