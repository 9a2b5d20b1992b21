import type { Row } from "../entities/row.js";

/** Rows by id, and for each account in the order in which they were made. */
export class Table<R extends Row> {
  readonly #rows = new Map<string, R>();
  readonly #order = new Map<string, string[]>();
  readonly #position = new Map<string, number>();
  readonly #ordered: boolean;

  constructor(options: { ordered: boolean }) {
    this.#ordered = options.ordered;
  }

  get size(): number {
    return this.#rows.size;
  }

  find(id: string): R | undefined {
    return this.#rows.get(id);
  }

  all(): Iterable<R> {
    return this.#rows.values();
  }

  put(row: R): void {
    if (this.#ordered && !this.#position.has(row.id)) {
      const order = this.#order.get(row.account) ?? [];
      this.#position.set(row.id, order.length);
      order.push(row.id);
      this.#order.set(row.account, order);
    }
    this.#rows.set(row.id, row);
  }

  /** The id keeps its place in the order, so that positions of the others stand; readers skip it. */
  remove(id: string): void {
    this.#rows.delete(id);
  }

  /** From newest to oldest, beginning after (that is: older than) the row named. */
  *newestFirst(account: string, after?: string): Generator<R> {
    const order = this.#order.get(account) ?? [];
    const start = after === undefined ? order.length : (this.#position.get(after) ?? 0);
    for (let index = start - 1; index >= 0; index -= 1) {
      const row = this.#rows.get(order[index] ?? "");
      if (row) yield row;
    }
  }

  /** From oldest to newest, beginning after (that is: newer than) the row named. */
  *oldestFirst(account: string, after: string): Generator<R> {
    const order = this.#order.get(account) ?? [];
    for (let index = (this.#position.get(after) ?? order.length) + 1; index < order.length; index += 1) {
      const row = this.#rows.get(order[index] ?? "");
      if (row) yield row;
    }
  }

  /** Rows in an order that brings every account's list back when they are put again. */
  *inOrder(): Generator<R> {
    if (!this.#ordered) yield* this.#rows.values();
    else for (const account of this.#order.keys()) yield* this.#oldestOf(account);
  }

  *#oldestOf(account: string): Generator<R> {
    for (const id of this.#order.get(account) ?? []) {
      const row = this.#rows.get(id);
      if (row) yield row;
    }
  }
}
