/** A reading of Stripe's answer, or undefined where a field we can't do without is missing: half an answer is none. */
export function tryTo<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
