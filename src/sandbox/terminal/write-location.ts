import { ENDIVE, isAtLeast } from "../api/api-version.js";
import { mergeMetadata } from "../api/merge-metadata.js";
import { newPlainId } from "../api/new-id.js";
import type { Call } from "../api/route.js";
import { invalidParameter } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { Address } from "../entities/location.js";
import type { Json, StripeObject } from "../entities/row.js";
import { formatLocation } from "../formatters/location.js";
import type { ReadFields } from "../validation/param.js";
import { getLocation } from "./get-location.js";
import type { createLocationFields, updateLocationFields } from "./location-params.js";

const NO_ADDRESS: Address = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

/** Parts that an address needs by its country (facts 4.1); elsewhere a street, a town and a code. */
const WITH_STATE = ["US", "CA", "AU", "IT", "ES", "JP"];
const WITHOUT_CITY = ["IE", "SG", "MT", "CY", "HR", "BG", "SI"];

const EXTRAS = [
  "address_kana",
  "address_kanji",
  "configuration_overrides",
  "display_name_kana",
  "display_name_kanji",
  "phone",
] as const;

export function createLocation({ work, params }: Call<ReadFields<typeof createLocationFields>>): StripeObject {
  assertOldRequirements(work, params);
  const address = { ...NO_ADDRESS, ...params.address };
  if (params.address) assertComplete(address);
  const location = work.put("locations", {
    id: newPlainId(work, "tml"),
    account: work.account,
    address,
    displayName: params.display_name ?? "",
    metadata: mergeMetadata({}, params.metadata),
    extras: extrasOf({}, params),
  });
  return formatLocation(location);
}

export function updateLocation({ work, params, ids }: Call<ReadFields<typeof updateLocationFields>>): StripeObject {
  const location = getLocation(work, ids["location"] ?? "");
  const address = { ...location.address, ...params.address };
  if (params.address) {
    assertSameCountry(location.address, address);
    assertComplete(address);
  }
  const updated = work.put("locations", {
    ...location,
    address,
    displayName: params.display_name === undefined ? location.displayName : (params.display_name ?? ""),
    metadata: mergeMetadata(location.metadata, params.metadata),
    extras: extrasOf(location.extras, params),
  });
  return formatLocation(updated);
}

/** Before endive both had to be sent. */
function assertOldRequirements(work: Work, params: { address?: unknown; display_name?: string }): void {
  if (isAtLeast(work.version, ENDIVE)) return;
  for (const param of ["address", "display_name"] as const) {
    if (params[param] !== undefined) continue;
    throw invalidParameter({ code: "parameter_missing", message: `Missing required param: ${param}.`, param });
  }
}

function assertComplete(address: Address): void {
  const country = address.country ?? "";
  const parts: (keyof Address)[] = ["line1"];
  if (country !== "GI") parts.push("postal_code");
  if (country !== "GI" && !WITHOUT_CITY.includes(country)) parts.push("city");
  if (WITH_STATE.includes(country)) parts.push("state");
  for (const part of parts) {
    if (address[part] !== null) continue;
    const param = `address[${part}]`;
    throw invalidParameter({ code: "parameter_missing", message: `Missing required param: ${param}.`, param });
  }
}

function assertSameCountry(before: Address, after: Address): void {
  if (before.country === null || before.country === after.country) return;
  throw invalidParameter({ message: "The country of a location cannot be changed.", param: "address[country]" });
}

/** Null unsets what was there. */
function extrasOf(before: Json, params: Partial<Record<(typeof EXTRAS)[number], unknown>>): Json {
  const sent = EXTRAS.filter((name) => params[name] !== undefined).map((name) => [name, params[name]] as const);
  const merged = { ...before, ...Object.fromEntries(sent) };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}
