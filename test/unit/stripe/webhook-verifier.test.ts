import { Stripe } from "stripe";
import { describe, expect, it } from "vitest";
import { createWebhookVerifier } from "../../../src/stripe/events.js";

const SIGNED_AT = 1_790_000_000;
const OPTIONS = { secrets: ["whsec_old", "whsec_new"], toleranceSeconds: 300, nowSeconds: () => SIGNED_AT + 10 };
const verify = createWebhookVerifier(OPTIONS);

function eventOf(object: Record<string, unknown>, fields: Record<string, unknown> = {}): string {
  const envelope = { id: "evt_1", object: "event", type: "payment_intent.succeeded", created: SIGNED_AT };
  return JSON.stringify({ ...envelope, livemode: false, data: { object }, ...fields });
}

function sign(payload: string, secret = "whsec_new"): string {
  return Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: SIGNED_AT });
}

function verified(object: Record<string, unknown>, fields: Record<string, unknown> = {}) {
  const body = eventOf(object, fields);
  return verify(body, sign(body));
}

describe("a webhook that Stripe signed", () => {
  it("is stripped to what happened to which object; the client secret is gone", () => {
    const intent = { id: "pi_1", object: "payment_intent", client_secret: "pi_1_secret_x", amount: 5 };

    expect(verified(intent, { account: "acct_9" })).toStrictEqual({
      id: "evt_1",
      type: "payment_intent.succeeded",
      createdAt: new Date("2026-09-21T14:13:20Z"),
      livemode: false,
      stripeAccount: "acct_9",
      objectType: "payment_intent",
      objectId: "pi_1",
      paymentIntentId: "pi_1",
    });
  });

  it("is let in under any secret in force while one is being rolled", () => {
    const body = eventOf({ id: "pi_1", object: "payment_intent" });

    expect(verify(body, sign(body, "whsec_old"))?.id).toBe("evt_1");
    expect(verify(body, sign(body, "whsec_new"))?.id).toBe("evt_1");
  });

  it.each(["charge", "refund", "dispute"])("names the PaymentIntent that its %s belongs to", (object) => {
    expect(verified({ id: "x_1", object, payment_intent: "pi_2" })).toMatchObject({
      objectType: object,
      objectId: "x_1",
      paymentIntentId: "pi_2",
    });
  });

  it("names the PaymentIntent on the reader", () => {
    const action = { type: "process_payment_intent", process_payment_intent: { payment_intent: "pi_3" } };

    expect(verified({ id: "tmr_1", object: "terminal.reader", action })?.paymentIntentId).toBe("pi_3");
    expect(verified({ id: "tmr_1", object: "terminal.reader", action: null })?.paymentIntentId).toBeNull();
  });

  it("is let in though its object has no id and no PaymentIntent", () => {
    expect(verified({ object: "balance" })).toMatchObject({
      objectType: "balance",
      objectId: "",
      paymentIntentId: null,
    });
  });
});

describe("a webhook that is not let in", () => {
  const body = eventOf({ id: "pi_1", object: "payment_intent" });

  it("is one signed by a stranger, or not at all", () => {
    expect(verify(body, sign(body, "whsec_stranger"))).toBeUndefined();
    expect(verify(body, "")).toBeUndefined();
    expect(verify(body, "t=1,v1=nonsense")).toBeUndefined();
    expect(createWebhookVerifier({ ...OPTIONS, secrets: [] })(body, sign(body))).toBeUndefined();
    expect(createWebhookVerifier({ ...OPTIONS, secrets: [""] })(body, sign(body))).toBeUndefined();
  });

  it("is one whose body was changed after it was signed", () => {
    expect(verify(body.replace("pi_1", "pi_2"), sign(body))).toBeUndefined();
  });

  it("is one that is older than the tolerance by the receiver's clock", () => {
    const inTime = createWebhookVerifier({ ...OPTIONS, nowSeconds: () => SIGNED_AT + 300 });
    const tooLate = createWebhookVerifier({ ...OPTIONS, nowSeconds: () => SIGNED_AT + 301 });

    expect(inTime(body, sign(body))?.id).toBe("evt_1");
    expect(tooLate(body, sign(body))).toBeUndefined();
  });

  it("is one that is signed but no event: not JSON, no object, a thin event", () => {
    const thin = JSON.stringify({ id: "evt_2", object: "v2.core.event", type: "x", created: "2026" });

    for (const strange of ["{", "null", "[]", "{}", eventOf({}, { data: {} }), eventOf({}, { id: 3 }), thin]) {
      expect(verify(strange, sign(strange))).toBeUndefined();
    }
  });

  it("is never let in by a tolerance that means any age at all", () => {
    expect(() => createWebhookVerifier({ ...OPTIONS, toleranceSeconds: 0 })).toThrow(RangeError);
  });
});
