import type { Rows } from "../store/tables.js";
import type { State } from "../store/state.js";

interface Due {
  readonly id: string;
  readonly dueAtMs: number;
}

interface Entry extends Due {
  /** Keeps what is due at the same time in the order in which it came. */
  readonly turn: number;
}

/**
 * Tasks or deliveries by the time at which they are due: a heap beside the table, because thousands of open holds
 * would have to be walked for each request otherwise. Entries whose row went or moved are dropped when they come up.
 */
export class DueQueue<Name extends "tasks" | "deliveries"> {
  readonly #heap: Entry[] = [];
  #turns = 0;
  readonly #state: State;
  readonly #name: Name;

  constructor(state: State, name: Name) {
    this.#state = state;
    this.#name = name;
    for (const row of state.tables[name].all()) this.#push(row);
    state.onCommit((changes) => {
      for (const [table, , row] of changes) if (table === name && row) this.#push(row);
    });
  }

  /** The row that is due first; it stays until it is changed or removed. */
  next(): Rows[Name] | undefined {
    for (let entry = this.#heap[0]; entry; entry = this.#heap[0]) {
      const row = this.#state.tables[this.#name].find(entry.id);
      if (row && row.dueAtMs === entry.dueAtMs) return row;
      this.#pop();
    }
    return undefined;
  }

  /** Takes the row's entry out; the row comes up again once it is written anew. */
  hide(id: string): void {
    if (this.#heap[0]?.id === id) this.#pop();
  }

  #push({ id, dueAtMs }: Due): void {
    this.#turns += 1;
    this.#heap.push({ id, dueAtMs, turn: this.#turns });
    let child = this.#heap.length - 1;
    for (let parent = (child - 1) >> 1; child > 0 && this.#isBefore(child, parent); parent = (child - 1) >> 1) {
      this.#swap(child, parent);
      child = parent;
    }
  }

  #pop(): void {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    this.#heap[0] = last;
    let parent = 0;
    for (let child = this.#smallerChild(parent); this.#isBefore(child, parent); child = this.#smallerChild(parent)) {
      this.#swap(child, parent);
      parent = child;
    }
  }

  #smallerChild(parent: number): number {
    const left = 2 * parent + 1;
    return this.#isBefore(left + 1, left) ? left + 1 : left;
  }

  #isBefore(a: number, b: number): boolean {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    if (!first || !second) return false;
    return first.dueAtMs === second.dueAtMs ? first.turn < second.turn : first.dueAtMs < second.dueAtMs;
  }

  #swap(a: number, b: number): void {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    if (!first || !second) return;
    this.#heap[a] = second;
    this.#heap[b] = first;
  }
}
