import { string } from "../validation/scalars.js";
import { address, emptyableString, expandFields, metadata } from "../validation/shared-params.js";
import { object, required } from "../validation/structures.js";

const town = {
  city: string(),
  country: string(),
  line1: string(),
  line2: string(),
  postal_code: string(),
  state: string(),
  town: string(),
};

const shared = {
  ...expandFields,
  address_kana: object(town),
  address_kanji: object(town),
  metadata: metadata(),
} as const;

/** Since endive neither an address nor a name is required (facts, top). */
export const createLocationFields = {
  ...shared,
  address: object({
    city: string(),
    country: required(string()),
    line1: string(),
    line2: string(),
    postal_code: string(),
    state: string(),
  }),
  configuration_overrides: string({ max: 1000 }),
  display_name: string({ max: 1000 }),
  display_name_kana: string(),
  display_name_kanji: string(),
  phone: string(),
} as const;

export const updateLocationFields = {
  ...shared,
  address,
  configuration_overrides: emptyableString(1000),
  display_name: emptyableString(1000),
  display_name_kana: emptyableString(),
  display_name_kanji: emptyableString(),
  phone: emptyableString(),
} as const;
