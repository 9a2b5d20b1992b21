import type { Chance } from "./chance.js";

/** Amounts that no test card and no rule of Stripe's takes for something special. */
export const STEP_MINOR = 20;

/** Less than that Stripe does not take. */
export const LEAST_BY_CARD_MINOR = 50;

const EDIT_STEPS = [1, 8] as const;
const LEAST_MINOR = 200;

/** A little more, or a little less. */
export function editedMinor(minor: number, chance: Chance, about: string): number {
  const byMinor = STEP_MINOR * chance.within(EDIT_STEPS, about, "by how much");
  const isMore = chance.share(about, "more or less") < 0.5;
  return isMore ? minor + byMinor : Math.max(LEAST_MINOR, minor - byMinor);
}
