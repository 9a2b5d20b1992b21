import { BadInput } from "../../domain/errors.js";

/** A sentence or two for the timeline. */
const MAX_REASON = 500;

/** Why something was asked for, without the blanks around it; null where nothing was said. */
export function readReason(reason: string | null | undefined): string | null {
  const said = reason?.trim() ?? "";
  if (said.length > MAX_REASON) throw new BadInput("reason", `reason may have ${MAX_REASON} characters.`);
  return said === "" ? null : said;
}
