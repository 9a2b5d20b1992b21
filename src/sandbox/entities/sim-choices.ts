/**
 * Where Stripe's behaviour is not published: each choice by its name with its settings, the default first. The control
 * plane's `behaviour` takes and shows them under these names, and the README says what each means.
 */
export const SIM_SETTINGS = {
  balance: ["enough", "short"],
  canceled_hold_event: ["charge.refunded", "charge.expired", "none"],
  collect_status: ["succeeded", "in_progress"],
  dropped_card: ["returns", "stays"],
  fee_without_connect: ["accepted", "refused"],
  idle_cancel: ["accept", "refuse"],
  lpm_refund: ["succeeded", "pending"],
  mixed_twint: ["ignored", "refused"],
  reader_error_status: ["400", "402"],
  red_key: ["fails_action", "clears_only"],
  redirect_failure: ["payment_intent_authentication_failure", "payment_method_provider_decline"],
  redirect_failure_charge: ["none", "failed"],
} as const;

type Settings = typeof SIM_SETTINGS;

export type SimChoices = { [Name in keyof Settings]: Settings[Name][number] };

export function defaultChoices(): SimChoices {
  return Object.fromEntries(Object.entries(SIM_SETTINGS).map(([name, [first]]) => [name, first])) as SimChoices;
}
