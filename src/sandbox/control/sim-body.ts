import { z } from "zod";

import { SIM_SETTINGS, type SimChoices } from "../entities/sim-choices.js";

type SimBody = { [Name in keyof SimChoices]: z.ZodOptional<z.ZodType<SimChoices[Name]>> };

/** One optional field for each choice that reality leaves open. */
export const simBody = Object.fromEntries(
  Object.entries(SIM_SETTINGS).map(([name, settings]) => [name, z.enum(settings).optional()]),
) as unknown as SimBody;

export function withChoices(before: SimChoices, body: Readonly<Record<string, unknown>>): SimChoices {
  const given = Object.entries(body).filter(([name, value]) => Object.hasOwn(before, name) && value !== undefined);
  return { ...before, ...Object.fromEntries(given) };
}
