import { mergeMetadata } from "../api/merge-metadata.js";
import { newPlainId } from "../api/new-id.js";
import type { Call } from "../api/route.js";
import { invalidParameter } from "../api/stripe-error.js";
import type { StripeObject } from "../entities/row.js";
import { formatReader } from "../formatters/reader.js";
import type { ReadFields } from "../validation/param.js";
import { SIMULATED_CODES } from "./device-types.js";
import { assertLocation } from "./get-location.js";
import type { registerReaderFields } from "./reader-params.js";

/** What a registered simulated reader reports (facts 4.1). */
const SOFTWARE = "2.37.2.0";

export function registerReader({ work, params }: Call<ReadFields<typeof registerReaderFields>>): StripeObject {
  const code = params.registration_code;
  const deviceType = SIMULATED_CODES.get(code);
  if (deviceType === undefined) {
    const message = `The registration code '${code}' is not valid. Get a new code from the reader and try again.`;
    throw invalidParameter({ message, param: "registration_code" });
  }
  assertLocation(work, params.location);

  const id = newPlainId(work, "tmr");
  const digits = work.drawLetters(11, "serial").toLowerCase();
  const serialNumber = `${code}-${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6, 8)}-${digits.slice(8)}`;
  const reader = work.put("readers", {
    id,
    account: work.account,
    deviceType,
    deviceSwVersion: SOFTWARE,
    serialNumber,
    label: params.label ?? serialNumber,
    locationId: params.location ?? null,
    metadata: mergeMetadata({}, params.metadata),
    network: "online",
    lastSeenAtMs: work.nowMs,
    busy: false,
    timeoutsLeft: 0,
    connectionError: null,
    action: null,
    deleted: false,
  });
  return formatReader(reader, work);
}
