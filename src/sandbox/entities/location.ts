import type { Json, Metadata, Row } from "./row.js";

export interface Address {
  readonly city: string | null;
  readonly country: string | null;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly postal_code: string | null;
  readonly state: string | null;
}

export interface LocationRow extends Row {
  readonly address: Address;
  readonly displayName: string;
  readonly metadata: Metadata;
  /** Fields that are answered only where they were given: phone, kana and kanji forms, configuration_overrides. */
  readonly extras: Json;
}
