/**
 * Sockets of one address that have not said yet who they are. A till says it within a round trip, so that even a chain
 * behind one proxy that comes back all at once stays below; who is refused tries again.
 */
export const MAX_WAITING_SOCKETS_PER_IP = 50;

/** Counts the sockets that nobody has answered for, by address: they cost memory and no key is at risk for them. */
export interface WaitingSockets {
  isFull(ip: string): boolean;
  add(ip: string, socket: object): void;
  /** It said who it is, or it went. A second time changes nothing. */
  remove(ip: string, socket: object): void;
}

export function createWaitingSockets(): WaitingSockets {
  const byIp = new Map<string, Set<object>>();
  return {
    isFull: (ip) => (byIp.get(ip)?.size ?? 0) >= MAX_WAITING_SOCKETS_PER_IP,
    add(ip, socket) {
      byIp.set(ip, (byIp.get(ip) ?? new Set()).add(socket));
    },
    remove(ip, socket) {
      const sockets = byIp.get(ip);
      sockets?.delete(socket);
      if (sockets?.size === 0) byIp.delete(ip);
    },
  };
}
