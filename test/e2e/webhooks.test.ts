import { randomUUID } from "node:crypto";
import { Stripe } from "stripe";
import { describe, expect, it } from "vitest";
import { dumpTables } from "../support/dump-tables.js";
import { createStripeView } from "../support/stripe-view.js";
import { useTestShop } from "../support/test-shop.js";
import { createTill, type Till, until } from "../support/till.js";

const TOLERANCE_S = 300;

const now = () => Math.floor(Date.now() / 1000);

function eventOf(object: object, more: object = {}): string {
  const envelope = { id: `evt_${randomUUID()}`, object: "event", type: "payment_intent.succeeded", created: now() };
  return JSON.stringify({ ...envelope, livemode: false, data: { object }, ...more });
}

describe("a webhook", () => {
  const shop = useTestShop();

  function sign(payload: string, { secret = shop.webhookSecrets[0] ?? "", timestamp = now() } = {}): string {
    return Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
  }

  async function deliver(body: string, signature?: string): Promise<{ status: number; answer: unknown }> {
    const headers = { "content-type": "application/json", ...(signature && { "stripe-signature": signature }) };
    const response = await fetch(`${shop.url}/webhooks/stripe`, { method: "POST", body, headers });
    return { status: response.status, answer: await response.json() };
  }

  async function rowsOf(text: string): Promise<string[]> {
    return (await dumpTables(shop.databaseUrl)).filter((row) => row.includes(text));
  }

  it.each<[string, (body: string) => [string, string | undefined]]>([
    ["signed by nobody", (body) => [body, undefined]],
    ["signed with another secret", (body) => [body, sign(body, { secret: "whsec_other" })]],
    ["changed after it was signed", (body) => [`${body} `, sign(body)]],
    ["signed more than five minutes ago", (body) => [body, sign(body, { timestamp: now() - TOLERANCE_S - 2 })]],
    ["with a signature of nonsense", (body) => [body, "nonsense"]],
    ["whose signature has no time", (body) => [body, sign(body).replace(/^t=\d+,/, "")]],
  ])("%s is refused and leaves nothing behind", async (_what, forge) => {
    const id = `pi_${randomUUID()}`;
    const [body, signature] = forge(eventOf({ id, object: "payment_intent" }));

    const delivered = await deliver(body, signature);

    expect(delivered).toEqual({ status: 400, answer: { error: "bad_signature" } });
    expect(await rowsOf(id)).toEqual([]);
  });

  it.each(["", "nonsense", "[]", "{}", "null", `{"id":"evt_1","data":{"object":{}}}`])(
    "that is signed and no event is refused: %j",
    async (body) => {
      const delivered = await deliver(body, sign(body));

      expect(delivered.status).toBe(400);
    },
  );

  it("is stored once, however often it comes", async () => {
    const id = `pi_${randomUUID()}`;
    const body = eventOf({ id, object: "payment_intent" });

    const delivered = await Promise.all([
      deliver(body, sign(body)),
      deliver(body, sign(body)),
      deliver(body, sign(body)),
    ]);

    expect(delivered.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await rowsOf(id)).toHaveLength(1);
  });

  it("of the other mode is answered and not stored", async () => {
    const id = `pi_${randomUUID()}`;
    const body = eventOf({ id, object: "payment_intent" }, { livemode: true });

    const delivered = await deliver(body, sign(body));

    expect(delivered.status).toBe(200);
    expect(await rowsOf(id)).toEqual([]);
  });

  it("of a PaymentIntent that is not ours is done with and changes nothing", async () => {
    const id = `pi_${randomUUID()}`;
    const body = eventOf({ id, object: "payment_intent", status: "succeeded", amount_received: 5000 });

    await deliver(body, sign(body));
    const [row] = await until(
      () => rowsOf(id),
      ([row]) => row?.includes('"state": "DONE"') ?? false,
    );

    expect(row).toMatch(/^webhook_inbox /);
  });

  it("is a hint: what it claims of a payment is not believed, and no part of it is kept", async () => {
    const till = createTill(shop);
    const order = await till.openOrder(1050);
    const { payment } = await till.createIntent(order.id);
    const claim = { status: "succeeded", amount_received: 1050, client_secret: "pi_1_secret_claimed" };
    const body = eventOf({ id: payment.stripePaymentIntentId, object: "payment_intent", ...claim });
    const { id: eventId } = JSON.parse(body) as { id: string };

    await deliver(body, sign(body));
    await until(
      () => rowsOf(eventId),
      ([row]) => row?.includes('"state": "DONE"') ?? false,
    );

    expect(await till.payment(payment.id)).toMatchObject({ status: "REQUIRES_PAYMENT_METHOD", amountReceivedMinor: 0 });
    expect(await till.order(order.id)).toMatchObject({ paymentState: "UNPAID", paidMinor: 0 });
    expect(await rowsOf("_secret_claimed")).toEqual([]);
  });

  it("delivered twice and in reverse order ends where one in order ends", async () => {
    const till = createTill(shop);
    await shop.control("webhooks", { mode: "twice_reversed" });

    const { order, payment } = await till.authorize(1050);
    const completed = await till.complete(order.id);
    const events = await until(
      () => rowsOf(`"payment_intent_id": "${payment.stripePaymentIntentId}"`).then(onlyInbox),
      (rows) => rows.length >= 3 && rows.every((row) => row.includes('"state": "DONE"')),
    );
    const settled = await till.order(order.id);
    await shop.control("webhooks", { mode: "normal" });

    expect(new Set(events).size).toBe(events.length);
    expect({ ...settled, sequence: 0 }).toEqual({ ...completed, sequence: 0 });
    expect(settled).toMatchObject({ paymentState: "PAID", paidMinor: 1050 });
  });
});

const isHeard = (count: number) => count > 0;

describe("a webhook secret that is rolled at Stripe", () => {
  const shop = useTestShop({ jobs: false });
  const endpointOf = async () => {
    const { data } = await createStripeView(shop).get<{ data: { id: string }[] }>("webhook_endpoints");
    return data[0]?.id ?? "";
  };
  const roll = async (oldExpiresInMs: number) => {
    const body = { roll_secret: true, old_expires_in_ms: oldExpiresInMs };
    return (await shop.control(`webhook_endpoints/${await endpointOf()}`, body)) as { secret: string };
  };
  /** Something happens at Stripe: the events about it that reached us. */
  const heardOf = async (till: Till) => {
    const { payment } = await till.createIntent((await till.openOrder(1000)).id);
    const about = `"payment_intent_id": "${payment.stripePaymentIntentId}"`;
    return async () => onlyInbox(await dumpTables(shop.databaseUrl)).filter((row) => row.includes(about)).length;
  };

  it("lets events in by the old one until it ends, and by the new one as soon as it is set beside it", async () => {
    const till = createTill(shop);
    const { secret } = await roll(60_000);

    const byOld = await until(await heardOf(till), isHeard);
    shop.webhookSecrets.push(secret);
    await shop.control("clock", { advance_ms: 60_000 });
    const byNew = await until(await heardOf(till), isHeard);

    expect([byOld, byNew]).toEqual([1, 1]);
  });

  it("lets nothing in by one that nobody told us of, and gets it all when it is set", async () => {
    const till = createTill(shop);
    const { secret } = await roll(0);

    const heard = await heardOf(till);
    await until(
      async () => shop.log.lines.filter((line) => line.includes('"statusCode":400')).length,
      (count) => count > 0,
    );
    const before = await heard();
    shop.webhookSecrets.push(secret);
    await shop.control("clock", { advance_ms: 24 * 3_600_000 });
    await until(heard, isHeard);

    expect(before).toBe(0);
  });
});

function onlyInbox(rows: string[]): string[] {
  return rows.filter((row) => row.startsWith("webhook_inbox "));
}
