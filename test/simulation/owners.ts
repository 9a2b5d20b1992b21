import type { Owner } from "./world.js";

/** Who lives, what transactions they hold open, and who is to be told when one dies. */
export class Owners {
  readonly #dead = new Set<Owner>();
  readonly #transactions = new Map<symbol, Owner>();
  readonly #deathNotices = new Map<Owner, Set<() => void>>();

  isAlive(owner: Owner): boolean {
    return !this.#dead.has(owner);
  }

  /** A transaction holds its locks until it is said to be over, or its owner dies. */
  opened(owner: Owner): () => void {
    const transaction = Symbol(owner);
    this.#transactions.set(transaction, owner);
    return () => void this.#transactions.delete(transaction);
  }

  get isAnyTransactionOpen(): boolean {
    return this.#transactions.size > 0;
  }

  bury(owner: Owner): void {
    this.#dead.add(owner);
    for (const [transaction, whose] of this.#transactions) if (whose === owner) this.#transactions.delete(transaction);
    for (const notice of this.#deathNotices.get(owner) ?? []) notice();
    this.#deathNotices.delete(owner);
  }

  /** The work's result, or `gone` where the owner died before it was over. */
  async orGone<T>(owner: Owner, work: Promise<T>): Promise<T | "gone"> {
    if (!this.isAlive(owner)) return "gone";
    const notices = this.#deathNotices.get(owner) ?? new Set();
    this.#deathNotices.set(owner, notices);
    let notice: (() => void) | undefined;
    const death = new Promise<"gone">((resolve) => {
      notice = () => resolve("gone");
      notices.add(notice);
    });
    try {
      return await Promise.race([work, death]);
    } finally {
      if (notice !== undefined) notices.delete(notice);
    }
  }
}
