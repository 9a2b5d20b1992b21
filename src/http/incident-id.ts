import { randomBytes } from "node:crypto";

/** Short enough to be read out on the telephone; it only has to tell apart what stands in one log. */
const INCIDENT_ID_BYTES = 4;

export function newIncidentId(): string {
  return randomBytes(INCIDENT_ID_BYTES).toString("hex");
}
