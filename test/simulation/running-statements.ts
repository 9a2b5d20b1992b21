/** Something that runs at the database. */
export interface Statement {
  readonly contends: string | undefined;
}

/** What runs at the database now, and whether all of it was seen waiting for locks. */
export class RunningStatements {
  readonly #running = new Set<Statement>();
  /** How often something began or ended, and how often when all of it was seen waiting. */
  #changes = 0;
  #changesSeenWaiting = -1;

  get size(): number {
    return this.#running.size;
  }

  add(statement: Statement): void {
    this.#running.add(statement);
    this.#changes += 1;
  }

  /** False where it had ended already. */
  remove(statement: Statement): boolean {
    if (!this.#running.delete(statement)) return false;
    this.#changes += 1;
    return true;
  }

  /** The tables on which one of them may be waiting. */
  get waitedFor(): ReadonlySet<string | undefined> {
    return new Set([...this.#running].map(({ contends }) => contends));
  }

  get areSeenWaiting(): boolean {
    return this.#running.size === 0 || this.#changes === this.#changesSeenWaiting;
  }

  noteSeenWaiting(): void {
    this.#changesSeenWaiting = this.#changes;
  }
}
