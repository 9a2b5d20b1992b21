import type { Stripe } from "stripe";
import type { ReaderStatus } from "../domain/reader.js";
import type { ReaderActionSnapshot, ReaderSnapshot } from "../domain/snapshots.js";
import { actionPaymentIntentId } from "./action-payment-intent-id.js";

/** What we keep of a reader: never a reason to block a payment, only what it says it does. */
export function toReaderSnapshot(reader: Stripe.Terminal.Reader): ReaderSnapshot {
  return {
    id: reader.id,
    label: reader.label,
    deviceType: reader.device_type,
    serialNumber: reader.serial_number,
    status: toReaderStatus(reader.status),
    // In milliseconds, unlike every other time of Stripe's (API changelog 2025-10-29).
    lastSeenAt: typeof reader.last_seen_at === "number" ? new Date(reader.last_seen_at) : null,
    action: reader.action ? toActionSnapshot(reader.action) : null,
  };
}

function toReaderStatus(status: string | null): ReaderStatus {
  if (status === "online") return "ONLINE";
  if (status === "offline") return "OFFLINE";
  return "UNRECOGNIZED";
}

function toActionSnapshot(action: Stripe.Terminal.Reader.Action): ReaderActionSnapshot {
  return {
    type: action.type,
    status: action.status,
    paymentIntentId: actionPaymentIntentId(action),
    failureCode: action.failure_code ?? null,
  };
}
