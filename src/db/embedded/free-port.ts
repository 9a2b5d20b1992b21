import { createServer, type AddressInfo } from "node:net";

export const LOOPBACK = "127.0.0.1";

/** A port that is free now. Another process may take it before Postgres does: the caller tries again. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, LOOPBACK, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
