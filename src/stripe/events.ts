import { Stripe } from "stripe";
import type { StripeEvent, VerifyWebhook } from "./gateway.js";
import { toStripeEvent } from "./to-stripe-event.js";

export interface WebhookVerifierOptions {
  /** Every secret in force: two while one is being rolled, or one per endpoint. */
  secrets: readonly string[];
  toleranceSeconds: number;
  /** The receiver's clock; absent, the machine's own. */
  nowSeconds?: () => number;
}

/** Lets a webhook in only if one of our secrets signed exactly this body, not too long ago. */
export function createWebhookVerifier(options: WebhookVerifierOptions): VerifyWebhook {
  // To the SDK, 0 means that any age will do.
  if (!(options.toleranceSeconds > 0)) throw new RangeError("toleranceSeconds must be above 0.");

  return (rawBody, signatureHeader) => {
    for (const secret of options.secrets) {
      const event = readSigned({ rawBody, signatureHeader, secret }, options);
      if (event !== undefined) return event;
    }
    return undefined;
  };
}

interface SignedBody {
  rawBody: string;
  signatureHeader: string;
  secret: string;
}

function readSigned(signed: SignedBody, options: WebhookVerifierOptions): StripeEvent | undefined {
  const { toleranceSeconds, nowSeconds } = options;
  const receivedAtMs = nowSeconds && nowSeconds() * 1000;
  try {
    const { rawBody, signatureHeader, secret } = signed;
    return toStripeEvent(
      Stripe.webhooks.constructEvent(rawBody, signatureHeader, secret, toleranceSeconds, undefined, receivedAtMs),
    );
  } catch {
    // Signed by nobody we know, too old, or no event at all: to the sender it is all the same "no".
    return undefined;
  }
}
