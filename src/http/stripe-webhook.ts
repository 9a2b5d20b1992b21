import type { FastifyInstance } from "fastify";

export interface StripeWebhookOptions {
  /** Checks the signature over the body as it came, and stores the event. */
  verify: (rawBody: string, signatureHeader: string) => Promise<"stored" | "bad_signature">;
}

/** Stripe's largest events hold an object and its expansions, some ten KB. */
const BODY_LIMIT_BYTES = 1024 * 1024;

/**
 * `POST /webhooks/stripe`: stored, then answered, then worked on by a job. Anything but a stored event or a bad
 * signature is a 500, which makes Stripe deliver it again.
 */
export async function registerStripeWebhook(app: FastifyInstance, { verify }: StripeWebhookOptions): Promise<void> {
  await app.register(async (scope) => {
    // The signature is over the bytes: a body that was parsed and printed again would not match.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
    scope.post("/webhooks/stripe", { bodyLimit: BODY_LIMIT_BYTES }, async ({ body, headers }, reply) => {
      const signature = headers["stripe-signature"];
      if (typeof body !== "string" || typeof signature !== "string") return badSignature(reply);
      return (await verify(body, signature)) === "stored" ? { received: true } : badSignature(reply);
    });
  });
}

function badSignature(reply: { code(status: 400): { send(body: object): unknown } }): unknown {
  return reply.code(400).send({ error: "bad_signature" });
}
