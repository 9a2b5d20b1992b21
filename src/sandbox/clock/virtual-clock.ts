import type { SettingsRow } from "../entities/bookkeeping.js";
import type { Clock } from "./system-clock.js";

/** The sandbox's time: the clock it was given, moved by an offset or standing still. */
export class VirtualClock implements Clock {
  readonly #base: Clock;
  readonly #settings: () => SettingsRow | undefined;

  constructor(base: Clock, settings: () => SettingsRow | undefined) {
    this.#base = base;
    this.#settings = settings;
  }

  /** What receivers of webhooks compare signatures with: their time is not moved by ours. */
  get base(): Clock {
    return this.#base;
  }

  now(): number {
    const settings = this.#settings();
    return settings?.frozenAtMs ?? this.#base.now() + (settings?.clockOffsetMs ?? 0);
  }
}
