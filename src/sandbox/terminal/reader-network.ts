import type { ReaderRow } from "../entities/reader.js";
import { isServerDriven } from "./device-types.js";

/** Without a sign of life for this long a reader counts as offline (facts 4.2). */
export const OFFLINE_AFTER_MS = 2 * 60 * 1000;

/** A reader that is online reports about this often. */
const HEARTBEAT_MS = 30_000;

/** Readers that an SDK drives are not watched: null (facts 4.2). */
export function readerStatus(reader: ReaderRow, nowMs: number): "online" | "offline" | null {
  if (!isServerDriven(reader.deviceType)) return null;
  return reports(reader) || nowMs - reader.lastSeenAtMs < OFFLINE_AFTER_MS ? "online" : "offline";
}

/** Whether Stripe hears of what happens at the reader; a deaf one hears nothing, but tells. */
export function reports({ network }: ReaderRow): boolean {
  return network === "online" || network === "deaf";
}

export function lastSeenAtMs(reader: ReaderRow, nowMs: number): number {
  if (!reports(reader)) return reader.lastSeenAtMs;
  return Math.max(reader.lastSeenAtMs, nowMs - (nowMs % HEARTBEAT_MS));
}
