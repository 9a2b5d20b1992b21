import type postgres from "postgres";

/** Carries the ids of what a transaction changed; what changed is read from the rows. */
export const CHANGES_CHANNEL = "tillgraph_changes";
const SEPARATOR = " ";

/** The text of one notification: the ids of orders, readers and accounts that changed. */
export function toNotification(ids: readonly string[]): string {
  return [...new Set(ids)].join(SEPARATOR);
}

export interface Notifications {
  /**
   * Calls back after each change of what the id names (an order, a reader, an account for all that happens in it), and
   * whenever changes may have been missed. Answers the way to stop it.
   */
  on(id: string, wake: () => void): () => void;
  close(): Promise<void>;
}

/**
 * Listens on one connection for all subscribers of this process. A subscriber is only woken and then reads what came
 * after its cursor, so a notification that was lost, doubled or reordered changes nothing; after the connection was
 * lost and is back, everyone is woken.
 */
export async function listenForChanges(sql: postgres.Sql): Promise<Notifications> {
  const wakers = new Map<string, Set<() => void>>();
  const wakeAll = () => {
    for (const set of wakers.values()) for (const wake of set) wake();
  };
  const subscription = await sql.listen(
    CHANGES_CHANNEL,
    (ids) => {
      for (const id of ids.split(SEPARATOR)) for (const wake of wakers.get(id) ?? []) wake();
    },
    wakeAll,
  );
  return {
    on(id, wake) {
      const set = wakers.get(id) ?? new Set();
      wakers.set(id, set.add(wake));
      return () => {
        set.delete(wake);
        if (set.size === 0 && wakers.get(id) === set) wakers.delete(id);
      };
    },
    close: () => subscription.unlisten(),
  };
}
