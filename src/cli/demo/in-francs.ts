/** 1050 is "10.50 CHF". The demo's shop stands in Switzerland. */
export function inFrancs(amountMinor: number): string {
  return `${(amountMinor / 100).toFixed(2)} CHF`;
}
