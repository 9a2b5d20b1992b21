import { ReaderDocument } from "./generated/operations.js";
import type { TestShop } from "./test-shop.js";

/** A reader is given a PaymentIntent that this server did not send it: by a till's own SDK, or by a command that was late. */
export async function processPastUs(shop: TestShop, paymentIntentId: string | null): Promise<void> {
  const { reader } = await shop.client("OPERATOR").request(ReaderDocument, { id: shop.readerIds[0] });
  const path = `/v1/terminal/readers/${reader?.stripeReaderId}/process_payment_intent`;
  await fetch(`${shop.sandbox.url}${path}`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_shop" },
    body: new URLSearchParams({ payment_intent: paymentIntentId ?? "" }),
  });
}
