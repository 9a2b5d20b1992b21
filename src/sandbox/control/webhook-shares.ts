import type { DeliveryFaults } from "../webhooks/delivery-faults.js";

type Shares = { readonly [Name in Exclude<keyof DeliveryFaults, "delayedByMs">]?: number | undefined } & {
  readonly delayed_by_ms?: number | undefined;
};

/** What was not named stays as it was. */
export function withFaults(before: DeliveryFaults, shares: Shares): DeliveryFaults {
  return {
    dropped: shares.dropped ?? before.dropped,
    doubled: shares.doubled ?? before.doubled,
    delayed: shares.delayed ?? before.delayed,
    delayedByMs: shares.delayed_by_ms ?? before.delayedByMs,
    reordered: shares.reordered ?? before.reordered,
    missigned: shares.missigned ?? before.missigned,
  };
}
