import type { SettingsRow } from "../entities/bookkeeping.js";
import type { EffectLog } from "./effect-log.js";
import { staleRows } from "./stale-rows.js";
import { createTables, type Tables, type TableName } from "./tables.js";
import { UnitOfWork, type Change } from "./unit-of-work.js";

/** One line of the log: the changes of one request, and how many ids were drawn by then. */
export interface Effects {
  readonly ids: number;
  readonly changes: readonly Change[];
}

export const SETTINGS_ID = "sandbox";

/** Everything the sandbox knows. It changes only by committed effects, which are on disk before they are here. */
export class State {
  #tables: Tables = createTables();
  #idsDrawn = 0;
  readonly #log: EffectLog;
  readonly #now: () => number;
  readonly #listeners: ((changes: readonly Change[]) => void)[] = [];

  constructor(log: EffectLog, now: () => number) {
    this.#log = log;
    this.#now = now;
    for (const effects of log.read()) this.#apply(effects);
  }

  get tables(): Tables {
    return this.#tables;
  }

  get idsDrawn(): number {
    return this.#idsDrawn;
  }

  get settings(): SettingsRow | undefined {
    return this.#tables.settings.find(SETTINGS_ID);
  }

  drawId(): number {
    this.#idsDrawn += 1;
    return this.#idsDrawn;
  }

  begin(): UnitOfWork {
    return new UnitOfWork(this.#tables);
  }

  onCommit(listener: (changes: readonly Change[]) => void): void {
    this.#listeners.push(listener);
  }

  /** Synchronous on purpose: the answer must not leave before the effect is on disk. */
  commit(work: UnitOfWork): readonly Change[] {
    const changes = work.changes;
    if (changes.length === 0) return changes;

    const effects: Effects = { ids: this.#idsDrawn, changes };
    this.#log.append(effects);
    this.#apply(effects);
    if (this.#log.isDueForCompaction()) this.#compactIfPossible();
    for (const listener of this.#listeners) listener(changes);
    return changes;
  }

  /** Also the moment at which the state forgets what nobody can ask for any more. */
  compact(): void {
    for (const [name, id] of staleRows(this.#tables, this.#now())) this.#tables[name].remove(id);
    this.#log.replace(snapshotOf(this.#tables, this.#idsDrawn));
  }

  /** Puts other tables in the place of everything, on disk in one step; where that fails nothing has changed. */
  replace(tables: Tables, idsDrawn = 0): void {
    // Ids go on behind those of both: they are drawn by a counter.
    const ids = Math.max(this.#idsDrawn, idsDrawn);
    this.#log.replace(snapshotOf(tables, ids));
    this.#tables = tables;
    this.#idsDrawn = ids;
    for (const { changes } of snapshotOf(tables, ids)) for (const listener of this.#listeners) listener(changes);
  }

  /** What was committed is in the log already: a snapshot that can't be written only leaves the log as long as it is. */
  #compactIfPossible(): void {
    try {
      this.compact();
    } catch {
      // The log waits a while before it is due again.
    }
  }

  #apply(effects: Effects): void {
    this.#idsDrawn = Math.max(this.#idsDrawn, effects.ids);
    for (const [name, id, row] of effects.changes) {
      const table = this.#tables[name];
      if (row === null) table.remove(id);
      else (table as { put(value: unknown): void }).put(row);
    }
  }
}

function* snapshotOf(tables: Tables, ids: number): Generator<Effects> {
  for (const name of Object.keys(tables) as TableName[]) {
    for (const row of tables[name].inOrder()) yield { ids, changes: [[name, row.id, row] as unknown as Change] };
  }
}
