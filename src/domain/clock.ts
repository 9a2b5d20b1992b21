/** Time comes in as an argument, so that a test or a simulation can be its master. */
export interface Clock {
  now(): Date;
}
