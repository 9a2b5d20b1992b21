import type postgres from "postgres";

/** Carries the id of an order that changed; what changed is read from its history. */
export const ORDER_CHANNEL = "tillgraph_orders";

export interface Notifications {
  /** Calls back after each change of the order, and whenever changes may have been missed. Answers the way to stop it. */
  onOrder(orderId: string, wake: () => void): () => void;
  close(): Promise<void>;
}

/**
 * Listens on one connection for all subscribers of this process. A subscriber is only woken and then reads what came
 * after its cursor, so a notification that was lost, doubled or reordered changes nothing; after the connection was
 * lost and is back, everyone is woken.
 */
export async function listenForOrders(sql: postgres.Sql): Promise<Notifications> {
  const wakers = new Map<string, Set<() => void>>();
  const wakeAll = () => {
    for (const set of wakers.values()) for (const wake of set) wake();
  };
  const subscription = await sql.listen(
    ORDER_CHANNEL,
    (orderId) => {
      for (const wake of wakers.get(orderId) ?? []) wake();
    },
    wakeAll,
  );
  return {
    onOrder(orderId, wake) {
      const set = wakers.get(orderId) ?? new Set();
      wakers.set(orderId, set.add(wake));
      return () => {
        set.delete(wake);
        if (set.size === 0 && wakers.get(orderId) === set) wakers.delete(orderId);
      };
    },
    close: () => subscription.unlisten(),
  };
}
