import { createStripeClient, type StripeClientOptions } from "./create-stripe-client.js";

/** Marks the endpoint as ours, so that the next start finds and replaces it. */
const MARK = { tillgraph: "development" };

/**
 * Replaces our own endpoint at the sandbox by one for this start's address, and answers its new secret: Stripe tells it
 * only once, so keeping the old endpoint would mean keeping the secret.
 */
export async function renewWebhookEndpoint(options: StripeClientOptions, url: string): Promise<string> {
  const stripe = createStripeClient(options);
  for await (const endpoint of stripe.webhookEndpoints.list({ limit: 100 })) {
    if (endpoint.metadata.tillgraph === MARK.tillgraph) await stripe.webhookEndpoints.del(endpoint.id);
  }
  const made = await stripe.webhookEndpoints.create({ url, enabled_events: ["*"], metadata: MARK });
  if (made.secret === undefined) throw new Error("Stripe made a webhook endpoint and told no secret.");
  return made.secret;
}
