import { z } from "zod";

import { DEVICE_TYPES } from "../terminal/device-types.js";
import { WITHOUT_END } from "./faults.js";
import { simBody } from "./sim-body.js";

/** Bodies of the control plane are JSON of our own; unknown names are refused so that a typing slip is seen. */
export const faultBody = z
  .strictObject({
    method: z.string().optional(),
    path: z.string().refine((source) => isRegularExpression(source), "not a regular expression"),
    kind: z.enum(["drop", "delay", "status", "cut"]).default("drop"),
    when: z.enum(["before", "after"]).default("before"),
    /** How many requests; without it a share has no end, and anything else happens once. */
    count: z.number().int().min(1).optional(),
    share: z.number().min(0).max(1).optional(),
    delay_ms: z.number().int().min(0).max(60_000).default(0),
    status: z.number().int().min(400).max(599).default(500),
    code: z.enum(["rate_limit", "lock_timeout"]).optional(),
  })
  .refine(({ kind, delay_ms }) => kind !== "delay" || delay_ms > 0, {
    path: ["delay_ms"],
    error: "a delay has delay_ms",
  })
  .transform(({ share, count, ...body }) => ({
    ...body,
    share: share ?? 1,
    count: count ?? (share === undefined ? 1 : WITHOUT_END),
  }));

export const readerBody = z.strictObject({
  network: z.enum(["online", "deaf", "lost", "offline"]).optional(),
  busy: z.boolean().optional(),
  customer_cancels: z.literal(true).optional(),
  connection_error: z.enum(["before", "after"]).nullable().optional(),
  timeouts: z.number().int().min(0).optional(),
  card_left_in: z.boolean().optional(),
  updating: z.boolean().optional(),
  hardware_fault: z.boolean().optional(),
  held_by_sdk: z.boolean().optional(),
  red_key: z.literal(true).optional(),
  loses_network: z.enum(["before_charge", "after_charge", "authorizes_later"]).nullable().optional(),
  authorize_ms: z.number().int().min(0).optional(),
  slow_ms: z.number().int().min(0).max(60_000).optional(),
  tip: z.number().int().min(0).nullable().optional(),
  device_type: z.enum(DEVICE_TYPES).optional(),
  device_sw_version: z.string().optional(),
});

const share = z.number().min(0).max(1).optional();

export const webhooksBody = z.strictObject({
  dropped: share,
  doubled: share,
  delayed: share,
  delayed_by_ms: z.number().int().min(0).optional(),
  reordered: share,
  missigned: share,
  mode: z.enum(["normal", "off", "twice_reversed"]).optional(),
  retry_delays_ms: z.array(z.number().int().min(0)).max(20).optional(),
});

export const clockBody = z.strictObject({
  advance_ms: z.number().int().min(0).optional(),
  freeze: z.boolean().optional(),
});

export const behaviourBody = z.strictObject({
  redirect_ttl_ms: z.number().int().min(0).optional(),
  redirect_settle_ms: z.number().int().min(0).optional(),
  redirect_lag_share: z.number().min(0).max(1).optional(),
  balance_delay_ms: z.number().int().min(0).optional(),
  refund_delay_ms: z.number().int().min(0).optional(),
  confirm_within_ms: z.number().int().min(0).optional(),
  authorize_ms: z.number().int().min(0).optional(),
  confirm_limit: z.number().int().min(1).optional(),
  ...simBody,
});

function isRegularExpression(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}
