import type { Owner, World } from "./world.js";

export interface Notice {
  readonly channel: string;
  readonly payload: string;
}

/** LISTEN and NOTIFY without sockets, whose timing nobody could repeat. */
export class NotificationBoard {
  readonly #listeners = new Map<Owner, { channel: string; hear: (payload: string) => void }>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  listen(owner: Owner, channel: string, hear: (payload: string) => void): void {
    this.#listeners.set(owner, { channel, hear });
  }

  unlisten(owner: Owner): void {
    this.#listeners.delete(owner);
  }

  tell(notices: readonly Notice[]): void {
    for (const { channel, payload } of notices) {
      for (const [owner, listener] of this.#listeners) {
        if (listener.channel !== channel) continue;
        void this.#world.turn(owner, "hears a notification").then(() => listener.hear(payload));
      }
    }
  }
}
