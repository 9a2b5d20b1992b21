import type { ApiKey } from "../../domain/api-key.js";

const HEADS = ["key", "role", "state", "label", "locations", "made", "expires"];

/** The keys as a table for the terminal. Nothing in it lets anybody in. */
export function describeKeys(keys: readonly ApiKey[], now: Date): string {
  if (keys.length === 0) return "There are no keys.";
  const rows = [HEADS, ...keys.map((key) => toRow(key, now))];
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function toRow({ id, role, label, locationIds, createdAt, expiresAt, revokedAt }: ApiKey, now: Date): string[] {
  const isExpired = expiresAt !== null && expiresAt <= now;
  const state = revokedAt !== null ? `revoked ${toDay(revokedAt)}` : isExpired ? "expired" : "in force";
  const expires = expiresAt === null ? "never" : toDay(expiresAt);
  return [id, role, state, label, locationIds?.join(" ") ?? "all", toDay(createdAt), expires];
}

function toDay(moment: Date): string {
  return moment.toISOString().slice(0, "2027-01-31".length);
}
