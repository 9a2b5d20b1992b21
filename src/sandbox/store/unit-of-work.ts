import type { Rows, TableName, Tables } from "./tables.js";

/** What one request (or one thing that Stripe did by itself) changed; a null row is a removal. */
export type Change = { [Name in TableName]: readonly [Name, string, Rows[Name] | null] }[TableName];

/**
 * The changes of one request, visible to itself and to nobody else until they are committed in one line of the log.
 * A refused request is dropped with everything it had begun.
 */
export class UnitOfWork {
  readonly #tables: Tables;
  readonly #changes = new Map<string, Change>();

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  get changes(): readonly Change[] {
    return [...this.#changes.values()];
  }

  get tables(): Tables {
    return this.#tables;
  }

  find<Name extends TableName>(table: Name, id: string): Rows[Name] | undefined {
    const change = this.#changes.get(`${table}:${id}`);
    if (change) return (change[2] ?? undefined) as Rows[Name] | undefined;
    return this.#tables[table].find(id);
  }

  put<Name extends TableName>(table: Name, row: Rows[Name]): Rows[Name] {
    this.#changes.set(`${table}:${row.id}`, [table, row.id, row] as unknown as Change);
    return row;
  }

  remove(table: TableName, id: string): void {
    this.#changes.set(`${table}:${id}`, [table, id, null]);
  }
}
