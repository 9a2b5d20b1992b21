// What our overhead is laid beside: Fastify routes that call the same methods of Stripe's SDK and keep nothing, and one
// that verifies a webhook's signature and inserts it.
import { fastify } from "fastify";
import postgres from "postgres";
import { Stripe } from "stripe";

const { databaseUrl, stripeUrl, secretKey, webhookSecret } = JSON.parse(process.argv[2]);
const { hostname: host, port } = new URL(stripeUrl);
const stripe = new Stripe(secretKey, { host, port, protocol: "http", maxNetworkRetries: 0, telemetry: false });
const sql = postgres(databaseUrl, { onnotice: () => undefined });
await sql`create table if not exists bare_events (id text primary key, body text not null)`;

const app = fastify();
app.removeAllContentTypeParsers();
app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
app.post("/create", ({ query: { amount } }) =>
  stripe.paymentIntents.create({
    amount: Number(amount),
    currency: "chf",
    allowed_payment_method_types: ["card_present"],
    capture_method: "manual",
  }),
);
app.post("/process", ({ query: { reader, intent } }) =>
  stripe.terminal.readers.processPaymentIntent(reader, { payment_intent: intent }),
);
app.post("/capture", ({ query: { intent } }) => stripe.paymentIntents.capture(intent));
app.post("/reader", async () => (await stripe.terminal.readers.list({ limit: 1 })).data[0]);
app.post("/present", ({ query: { reader } }) => stripe.testHelpers.terminal.readers.presentPaymentMethod(reader));
app.post("/webhooks/stripe", async ({ body, headers }) => {
  const { id } = stripe.webhooks.constructEvent(body, headers["stripe-signature"], webhookSecret);
  await sql`insert into bare_events (id, body) values (${id}, ${body}) on conflict do nothing`;
  return { received: true };
});
console.log(`Bare routes: ${await app.listen({ host: "127.0.0.1", port: 0 })}`);
