export interface Followed<Item, Cursor> {
  from: Cursor;
  /** What came after the cursor, in order, each with the cursor to go on after; empty when there is nothing more. */
  readAfter(cursor: Cursor): Promise<readonly { item: Item | null; cursor: Cursor }[]>;
  /** Registers for wakes; answers the way to stop them. */
  listen(wake: () => void): () => void;
}

/**
 * First what came since, then live, without a gap or a double: it registers before it reads, and every wake only means
 * "read on after your cursor". It reads no faster than its client takes, so a slow one costs a batch of memory.
 *
 * The iterator ends when it is told to, also while it waits: a generator alone would hear of the client's leaving only
 * with the next event, and hold its place until then.
 */
export function follow<Item, Cursor>(followed: Followed<Item, Cursor>): AsyncIterableIterator<Item> {
  const leaving = new AbortController();
  const items = generate(followed, leaving.signal);
  return {
    next: () => items.next(),
    async return() {
      leaving.abort();
      await items.return(undefined);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* generate<Item, Cursor>(
  { from, readAfter, listen }: Followed<Item, Cursor>,
  signal: AbortSignal,
): AsyncGenerator<Item, undefined> {
  let cursor = from;
  const bell = createBell();
  const stop = listen(bell.ring);
  signal.addEventListener("abort", bell.ring, { once: true });
  try {
    while (!signal.aborted) {
      const read = await readAfter(cursor);
      for (const each of read) {
        ({ cursor } = each);
        if (each.item !== null) yield each.item;
      }
      if (read.length === 0) await bell.rung();
    }
  } finally {
    stop();
  }
}

/** Rings once for any number of rings since it was last waited for; one that rang before the wait is not missed. */
function createBell(): { ring: () => void; rung: () => Promise<void> } {
  let isRung = false;
  let answer: (() => void) | undefined;
  return {
    ring() {
      isRung = true;
      answer?.();
    },
    async rung() {
      if (!isRung) {
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
      }
      isRung = false;
    },
  };
}
