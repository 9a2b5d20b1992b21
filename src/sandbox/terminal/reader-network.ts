import type { ReaderRow } from "../entities/reader.js";

/** Without a sign of life for this long a reader counts as offline (facts 4.2). */
export const OFFLINE_AFTER_MS = 2 * 60 * 1000;

/** A reader that is online reports about this often. */
const HEARTBEAT_MS = 30_000;

export function readerStatus(reader: ReaderRow, nowMs: number): "online" | "offline" {
  return reader.network === "online" || nowMs - reader.lastSeenAtMs < OFFLINE_AFTER_MS ? "online" : "offline";
}

export function lastSeenAtMs(reader: ReaderRow, nowMs: number): number {
  if (reader.network !== "online") return reader.lastSeenAtMs;
  return Math.max(reader.registeredAtMs, nowMs - (nowMs % HEARTBEAT_MS));
}
