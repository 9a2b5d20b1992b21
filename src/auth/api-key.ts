import { createHash } from "node:crypto";
import type { Role } from "../domain/role.js";

const ROLE_MARK: Record<Role, string> = { TILL: "till", BACK_OFFICE: "office", OPERATOR: "operator", TEST: "test" };

/** A key for a person to copy: what it is for, and 256 bits of chance. */
export function toApiKey(role: Role, secret: string): string {
  return `tg_${ROLE_MARK[role]}_${secret}`;
}

/** What is kept of a key. It has too much chance in it to be guessed from a plain hash. */
export function hashApiKey(apiKey: string): string {
  return createHash("sha256").update(apiKey).digest("hex");
}
