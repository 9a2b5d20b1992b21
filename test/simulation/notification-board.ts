import type { Owner, World } from "./world.js";

export interface Notice {
  readonly channel: string;
  readonly payload: string;
}

export interface Listener {
  readonly channel: string;
  readonly hear: (payload: string) => void;
  readonly onListen: () => void;
}

/** LISTEN and NOTIFY without sockets, whose timing nobody could repeat. */
export class NotificationBoard {
  readonly #listeners = new Map<Owner, Listener>();
  /** How much each one missed since its connection was lost. */
  readonly #missed = new Map<Owner, number>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  listen(owner: Owner, listener: Listener): void {
    this.#listeners.set(owner, listener);
  }

  unlisten(owner: Owner): void {
    this.#listeners.delete(owner);
    this.#missed.delete(owner);
  }

  /** Its connection is lost: what is told from now on it never hears. */
  lose(owner: Owner): void {
    if (this.#listeners.has(owner)) this.#missed.set(owner, 0);
  }

  /** It has a connection again, and is told so, as its driver does. Answers how much it missed. */
  restore(owner: Owner): number {
    const missed = this.#missed.get(owner) ?? 0;
    const listener = this.#listeners.get(owner);
    if (!this.#missed.delete(owner) || listener === undefined) return 0;
    void this.#world.turn(owner, "listens again").then(() => listener.onListen());
    return missed;
  }

  tell(notices: readonly Notice[]): void {
    for (const { channel, payload } of notices) {
      for (const [owner, listener] of this.#listeners) {
        if (listener.channel !== channel) continue;
        const missed = this.#missed.get(owner);
        if (missed !== undefined) {
          this.#missed.set(owner, missed + 1);
          continue;
        }
        void this.#world.turn(owner, "hears a notification").then(() => listener.hear(payload));
      }
    }
  }
}
