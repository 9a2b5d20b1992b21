/** Time comes in as an argument, so that a test or a simulation can be its master. */
export interface Clock {
  now(): Date;
  /** Resolves after that long, or at once when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
