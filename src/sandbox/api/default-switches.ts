import { defaultChoices } from "../entities/sim-choices.js";
import { NO_DELIVERY_FAULTS } from "../webhooks/delivery-faults.js";
import type { Switches } from "./work.js";

const MINUTE_MS = 60_000;

export function createSwitches(): Switches {
  return {
    webhookMode: "normal",
    webhookRetryDelaysMs: [5_000, 5 * MINUTE_MS, 60 * MINUTE_MS],
    webhookFaults: NO_DELIVERY_FAULTS,
    redirectTtlMs: 15 * MINUTE_MS,
    redirectSettleMs: 700,
    redirectLagShare: 0.5,
    balanceDelayMs: 1_000,
    refundDelayMs: 3_000,
    confirmWithinMs: 30_000,
    authorizeMs: 0,
    confirmLimit: 1_000,
    sim: defaultChoices(),
  };
}
