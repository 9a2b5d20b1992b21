import type { Role } from "./role.js";

/** A client's key as it is kept: its hash, never the key. */
export interface ApiKey {
  id: string;
  accountId: string;
  livemode: boolean;
  label: string;
  role: Role;
  hash: string;
  /** Null: every location. */
  locationIds: string[] | null;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
}
