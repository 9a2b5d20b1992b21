import type { Deps } from "../../../src/use-cases/deps.js";

/** Dependencies of which nothing may be used: what is tested has to answer before it reaches them. */
export const untouchableDeps = new Proxy(
  {},
  {
    get(_target, name) {
      throw new Error(`deps.${String(name)} was used`);
    },
  },
) as Deps;
