import type { Logger } from "../telemetry/logger.js";

/** Work that goes on after its request was answered, and that a graceful stop waits for. */
export interface Background {
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs any more. */
  drain(): Promise<void>;
}

export function createBackground(logger: Logger): Background {
  const running = new Set<Promise<unknown>>();
  return {
    run(name, work) {
      const promise = work();
      const tracked = promise.then(
        () => undefined,
        (error: unknown) => logger.error({ err: error, work: name }, "work in the background failed"),
      );
      running.add(tracked);
      void tracked.finally(() => running.delete(tracked));
      return promise;
    },
    async drain() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
