export interface Clock {
  /** Unix time in milliseconds. */
  now(): number;
}

/** Wall time for a sandbox that was given no clock. */
export function createSystemClock(): Clock {
  return { now: () => Math.floor(performance.timeOrigin + performance.now()) };
}
