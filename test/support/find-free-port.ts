import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

const isTaken = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "EADDRINUSE";

/**
 * A port for a server that's stopped and started again on it. It lies below those that systems hand to outgoing
 * connections, so that none takes it while the server is down.
 */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const probe = createServer().listen(port, "127.0.0.1");
    try {
      await once(probe, "listening");
    } catch (error) {
      if (isTaken(error)) continue;
      throw error;
    }
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
}
