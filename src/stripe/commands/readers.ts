import type { Stripe } from "stripe";
import type { CancelReaderAction, ProcessPaymentIntent, RegisterReader } from "../../domain/command.js";
import type { RenderedCommand } from "./rendered-command.js";
import { withoutNulls } from "./without-nulls.js";

const ALLOW_REDISPLAY = { ALWAYS: "always", LIMITED: "limited", UNSPECIFIED: "unspecified" } as const;

export function renderProcessPaymentIntent(command: ProcessPaymentIntent): RenderedCommand {
  const { tipEligibleMinor, allowRedisplay } = command;
  const params = {
    payment_intent: command.paymentIntentId,
    process_config: {
      // Always sent: without it the customer has no cancel button, and no default is documented.
      enable_customer_cancellation: command.enableCustomerCancellation,
      ...withoutNulls({
        skip_tipping: command.skipTipping,
        tipping: tipEligibleMinor === null ? null : { amount_eligible: tipEligibleMinor },
        allow_redisplay: allowRedisplay === null ? null : ALLOW_REDISPLAY[allowRedisplay],
      }),
    },
  } satisfies Stripe.Terminal.ReaderProcessPaymentIntentParams;
  return { method: "POST", path: `${pathOf(command.stripeReaderId)}/process_payment_intent`, params };
}

/** Takes the action off the reader; the PaymentIntent stays as it is and is cancelled on its own. */
export function renderCancelReaderAction(command: CancelReaderAction): RenderedCommand {
  return { method: "POST", path: `${pathOf(command.stripeReaderId)}/cancel_action`, params: {} };
}

export function renderRegisterReader(command: RegisterReader): RenderedCommand {
  const params = {
    registration_code: command.registrationCode,
    location: command.stripeLocationId,
    ...(command.label === null ? {} : { label: command.label }),
    metadata: command.metadata,
  } satisfies Stripe.Terminal.ReaderCreateParams;
  return { method: "POST", path: "/v1/terminal/readers", params };
}

function pathOf(stripeReaderId: string): string {
  return `/v1/terminal/readers/${encodeURIComponent(stripeReaderId)}`;
}
