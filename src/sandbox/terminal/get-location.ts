import { resourceMissing } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { LocationRow } from "../entities/location.js";

/** The location of the path. */
export function getLocation(work: Work, id: string): LocationRow {
  const location = work.find("locations", id);
  if (!location) throw resourceMissing({ kind: "location", id, param: "location", status: 404 });
  return location;
}

/** A location that a parameter names. */
export function assertLocation(work: Work, id: string | undefined): void {
  if (id === undefined || work.find("locations", id)) return;
  throw resourceMissing({ kind: "location", id, param: "location", status: 400 });
}
