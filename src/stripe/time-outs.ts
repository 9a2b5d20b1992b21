/** The call returns only when the reader has acknowledged, over the shop's own network; Stripe publishes no figure. */
export const READER_TIME_OUT_MS = 20_000;
/** Writes that no reader takes part in; authorizing and capturing wait for card networks now and then. */
export const WRITE_TIME_OUT_MS = 10_000;
/** A read that takes longer is better asked again: it is repeated by pollers anyway. */
export const READ_TIME_OUT_MS = 8_000;
/** Node's time-out is one of silence, counted anew with each byte: a call ends this much after it, whatever trickles in. */
export const CALL_MARGIN_MS = 2_000;

const READER_ROUND_TRIP = /^\/v1\/terminal\/readers\/[^/]+\/(process_payment_intent|cancel_action)$/;

/** Whether a reader in the shop has to answer before Stripe does. */
export function isReaderRoundTrip(path: string): boolean {
  return READER_ROUND_TRIP.test(path);
}

/** How long a write may take, by what it asks for. */
export function writeTimeOutMs(path: string): number {
  return isReaderRoundTrip(path) ? READER_TIME_OUT_MS : WRITE_TIME_OUT_MS;
}
