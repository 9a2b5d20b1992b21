import type { Work } from "../api/work.js";
import type { ReaderAction, ReaderRow } from "../entities/reader.js";
import type { StripeObject } from "../entities/row.js";
import { lastSeenAtMs, readerStatus } from "../terminal/reader-network.js";

export function formatReader(row: ReaderRow, work: Work): StripeObject {
  if (row.deleted) return formatDeletedReader(row);
  return {
    id: row.id,
    object: "terminal.reader",
    action: row.action && formatAction(row.action),
    device_sw_version: row.deviceSwVersion,
    device_type: row.deviceType,
    ip_address: "0.0.0.0",
    label: row.label,
    last_seen_at: lastSeenAtMs(row, work.nowMs),
    livemode: false,
    location: row.locationId,
    metadata: row.metadata,
    serial_number: row.serialNumber,
    status: readerStatus(row, work.nowMs),
  };
}

export function formatDeletedReader(row: ReaderRow): StripeObject {
  return {
    id: row.id,
    object: "terminal.reader",
    deleted: true,
    device_type: row.deviceType,
    serial_number: row.serialNumber,
  };
}

function formatAction(action: ReaderAction): StripeObject {
  return {
    api_error: action.apiError,
    failure_code: action.failureCode,
    failure_message: action.failureMessage,
    [action.type]: action.details,
    status: action.status,
    type: action.type,
  };
}
