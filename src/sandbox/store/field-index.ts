/** An account's ids by the value of one field, in the order in which their rows were made. */
export class FieldIndex {
  readonly #ids = new Map<string, string[]>();
  readonly #placeOf: (id: string) => number;

  constructor(placeOf: (id: string) => number) {
    this.#placeOf = placeOf;
  }

  /** A row that has had the value stays here when it gets another: who lists looks at each row once more. */
  add(row: { id: string; account: string }, value: unknown): void {
    if (typeof value !== "string") return;
    const key = keyOf(row.account, value);
    const ids = this.#ids.get(key);
    if (!ids) {
      this.#ids.set(key, [row.id]);
      return;
    }
    const at = countBefore(ids, this.#placeOf(row.id), this.#placeOf);
    if (ids[at] !== row.id) ids.splice(at, 0, row.id);
  }

  idsOf(account: string, value: string): readonly string[] {
    return this.#ids.get(keyOf(account, value)) ?? [];
  }
}

/** How many of the ids, which stand in order, have their place before this one. */
export function countBefore(ids: readonly string[], place: number, placeOf: (id: string) => number): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (placeOf(ids[middle] ?? "") < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function keyOf(account: string, value: string): string {
  return `${account} ${value}`;
}
