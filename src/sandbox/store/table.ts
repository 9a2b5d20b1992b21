import type { Row } from "../entities/row.js";
import { countBefore, FieldIndex } from "./field-index.js";
import { Packed, Packer } from "./packed.js";

/** The fields that a list was asked to filter by; what else it asks for is looked at row by row. */
export type By<R> = { readonly [Field in keyof R]?: string | undefined };

/** Rows by id, and for each account in the order in which they were made. */
export class Table<R extends Row> {
  readonly #rows = new Map<string, R>();
  readonly #order = new Map<string, string[]>();
  readonly #position = new Map<string, number>();
  readonly #indexes = new Map<keyof R, FieldIndex>();
  readonly #packer = new Packer();
  readonly #ordered: boolean;
  readonly #packs: keyof R | undefined;

  /** A field that `packs` names is large and seldom read. */
  constructor({ ordered, packs }: { ordered: boolean; packs?: keyof R }) {
    this.#ordered = ordered;
    this.#packs = packs;
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
    const earlier = this.#rows.get(row.id);
    for (const [field, index] of this.#indexes) if (earlier?.[field] !== row[field]) index.add(row, row[field]);
    this.#rows.set(row.id, this.#kept(row));
  }

  /** The id keeps its place in the order, so that positions of the others stand; readers skip it. */
  remove(id: string): void {
    this.#rows.delete(id);
  }

  /** Whether the account has a row of that id, or had one: a page goes on from a row that was deleted meanwhile. */
  hasHeld(account: string, id: string): boolean {
    const position = this.#position.get(id);
    return position !== undefined && this.#order.get(account)?.[position] === id;
  }

  /** From newest to oldest, beginning after (that is: older than) the row named. */
  *newestFirst(account: string, after?: string, by: By<R> = {}): Generator<R> {
    const ids = this.#idsBy(account, by);
    const start = after === undefined ? ids.length : countBefore(ids, this.#placeOf(after), this.#placeOf);
    for (let index = start - 1; index >= 0; index -= 1) {
      const row = this.#rows.get(ids[index] ?? "");
      if (row) yield row;
    }
  }

  /** From oldest to newest, beginning after (that is: newer than) the row named. */
  *oldestFirst(account: string, after: string, by: By<R> = {}): Generator<R> {
    const ids = this.#idsBy(account, by);
    for (let index = countBefore(ids, this.#placeOf(after) + 1, this.#placeOf); index < ids.length; index += 1) {
      const row = this.#rows.get(ids[index] ?? "");
      if (row) yield row;
    }
  }

  /** Rows in an order that brings every account's list back when they are put again. */
  *inOrder(): Generator<R> {
    if (!this.#ordered) yield* this.#rows.values();
    else for (const account of this.#order.keys()) yield* this.#oldestOf(account);
  }

  readonly #placeOf = (id: string): number => this.#position.get(id) ?? 0;

  #idsBy(account: string, by: By<R>): readonly string[] {
    const field = (Object.keys(by) as (keyof R)[]).find((name) => by[name] !== undefined);
    if (field === undefined) return this.#order.get(account) ?? [];
    return this.#indexOf(field).idsOf(account, by[field] ?? "");
  }

  /** Made when it is first asked for: most runs never filter, and an index takes memory for each row. */
  #indexOf(field: keyof R): FieldIndex {
    const known = this.#indexes.get(field);
    if (known) return known;
    const index = new FieldIndex(this.#placeOf);
    for (const row of this.inOrder()) index.add(row, row[field]);
    this.#indexes.set(field, index);
    return index;
  }

  #kept(row: R): R {
    const field = this.#packs;
    if (field === undefined || row[field] instanceof Packed) return row;
    return { ...row, [field]: this.#packer.pack(row[field]) };
  }

  *#oldestOf(account: string): Generator<R> {
    for (const id of this.#order.get(account) ?? []) {
      const row = this.#rows.get(id);
      if (row) yield row;
    }
  }
}
