const MS_PER_YEAR = 365.2425 * 24 * 60 * 60 * 1000;

/** The calendar year, give or take a day at its turn: enough for a test card's expiry. */
export function yearOf(nowMs: number): number {
  return 1970 + Math.floor(nowMs / MS_PER_YEAR);
}
