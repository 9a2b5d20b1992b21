/** Stripe's times are in seconds, all but a reader's `last_seen_at`. */
export function fromUnixSeconds(seconds: number): Date {
  return new Date(seconds * 1000);
}
