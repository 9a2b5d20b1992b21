export const DEVICE_TYPES = [
  "bbpos_chipper2x",
  "bbpos_wisepad3",
  "bbpos_wisepos_e",
  "mobile_phone_reader",
  "simulated_stripe_s700",
  "simulated_stripe_s710",
  "simulated_stripe_t600",
  "simulated_verifone_m425",
  "simulated_verifone_p630",
  "simulated_verifone_ux700",
  "simulated_verifone_v660p",
  "simulated_wisepos_e",
  "stripe_m2",
  "stripe_s700",
  "stripe_s710",
  "stripe_t600",
  "verifone_P400",
  "verifone_m425",
  "verifone_p630",
  "verifone_ux700",
  "verifone_v660p",
] as const;

/** A sandbox registers nothing but these; each use makes a new reader (facts 4.1). */
export const SIMULATED_CODES: ReadonlyMap<string, string> = new Map([
  ["simulated-s700", "simulated_stripe_s700"],
  ["simulated-s710", "simulated_stripe_s710"],
  ["simulated-wpe", "simulated_wisepos_e"],
]);

/** Driven by an SDK on a phone or a till and not from a server (facts 4.2); their status is null. */
const SDK_DRIVEN: readonly string[] = ["bbpos_chipper2x", "bbpos_wisepad3", "mobile_phone_reader", "stripe_m2"];

/** Reading first and confirming later is not for this one (guide to card payments). */
const ONE_STEP_ONLY: readonly string[] = ["verifone_P400"];

export function isServerDriven(deviceType: string): boolean {
  return !SDK_DRIVEN.includes(deviceType);
}

export function takesTwoSteps(deviceType: string): boolean {
  return isServerDriven(deviceType) && !ONE_STEP_ONLY.includes(deviceType);
}
