/** Drops what was not given: the SDK would send null as an empty string, which tells Stripe to clear the field. */
export function withoutNulls<T extends object>(params: T): { [K in keyof T]?: Exclude<T[K], null> } {
  const given = Object.entries(params).filter(([, value]) => value !== null);
  return Object.fromEntries(given) as { [K in keyof T]?: Exclude<T[K], null> };
}
