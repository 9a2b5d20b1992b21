import type { Chance } from "./chance.js";
import type { Pause } from "./day-record.js";
import type { FaultBook } from "./fault-book.js";
import type { Instance } from "./instance.js";
import { Orphanage } from "./orphanage.js";
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
/** Longer than a lease runs, and with what else happens sometimes longer than a reader's next sale takes. */
const PAUSED_MS = [9_000, 14_000] as const;
const LOOK_FOR_CALM_EVERY_MS = 3;
const PAUSED_CALM_EVERY_MS = 97;
/** The day is about servers that crash now and then, not about none being there. */
const FEWEST_RUNNING = 1;

/** The servers of the day: which run, which crash where, and when they come back. */
export class Fleet {
  /** When servers stood still, and which. */
  readonly pauses: Pause[] = [];
  readonly orphanage: Orphanage;
  readonly #deps: FleetDeps;
  readonly #running = new Map<string, Instance>();
  readonly #incarnations = new Map<string, number>();
  readonly #pausedUntilMs = new Map<Owner, number>();

  constructor(deps: FleetDeps) {
    this.#deps = deps;
    this.orphanage = new Orphanage(deps.world);
  }

  async start(name: string): Promise<void> {
    const { world } = this.#deps;
    const incarnation = (this.#incarnations.get(name) ?? 0) + 1;
    this.#incarnations.set(name, incarnation);
    // While it is built nobody else gets a turn: it must not have to wait for a lock of theirs.
    while (world.isAnyTransactionOpen) {
      // One that stands still may hold its transaction open for long.
      const isAnyPaused = this.#awake.length < this.#running.size;
      await world.sleep("fleet", isAnyPaused ? PAUSED_CALM_EVERY_MS : LOOK_FOR_CALM_EVERY_MS);
    }
    const instance = await world.outside(() => this.#deps.start(`${name}.${incarnation}`));
    this.#running.set(name, instance);
    instance.app.startJobs();
  }

  /** Whichever the load balancer picks. */
  pick(about: string): Instance | undefined {
    const running = this.#awake;
    return running.length === 0 ? undefined : this.#deps.chance.pick(running, "load balancer", about);
  }

  /** Ends the owner here, never to answer, where the day wants that; it is started anew a while later. */
  async perhapsDie(owner: Owner, point: CrashPoint, about: string): Promise<void> {
    const { world, faults, chance } = this.#deps;
    const [name = ""] = owner.split(".");
    const instance = this.#running.get(name);
    if (instance?.owner !== owner || this.#awake.length <= FEWEST_RUNNING) return;
    if (!faults.strikes(CRASH_FAULTS[point], `${owner} ${about}`)) return;
    this.#running.delete(name);
    void instance
      .crash()
      .then(() => this.orphanage.receiveAllOf(instance))
      .then(() => world.sleep("fleet", chance.within(DOWN_MS, "down", owner)))
      .then(() => this.start(name));
    await new Promise(() => {});
  }

  /** Lets the owner stand still here, where the day wants that. */
  perhapsPause(owner: Owner, fault: "paused_before_send" | "paused_anywhere", about: string): void {
    const { world, faults, chance } = this.#deps;
    const isOneOfMany = this.#awake.length > FEWEST_RUNNING && this.#awake.some((each) => each.owner === owner);
    if (!isOneOfMany || !faults.strikes(fault, about)) return;
    const ms = chance.within(PAUSED_MS, "paused", owner, about);
    this.#pausedUntilMs.set(owner, world.nowMs + ms);
    this.pauses.push({ owner, fromMs: world.nowMs, untilMs: world.nowMs + ms });
    world.pause(owner, ms);
  }

  /** Those that run and do not stand still. */
  get #awake(): Instance[] {
    const { nowMs } = this.#deps.world;
    return [...this.#running.values()].filter(({ owner }) => (this.#pausedUntilMs.get(owner) ?? 0) <= nowMs);
  }
}
