import type { LocationRow } from "../entities/location.js";
import type { StripeObject } from "../entities/row.js";

export function formatLocation(row: LocationRow): StripeObject {
  return {
    id: row.id,
    object: "terminal.location",
    address: row.address,
    ...row.extras,
    display_name: row.displayName,
    livemode: false,
    metadata: row.metadata,
  };
}
