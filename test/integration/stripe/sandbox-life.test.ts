import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Command, CreatePaymentIntent } from "../../../src/domain/command.js";
import type { IntentSnapshot, ReaderSnapshot } from "../../../src/domain/snapshots.js";
import { startSandbox } from "../../../src/sandbox/start-sandbox.js";
import { createStripeGateway } from "../../../src/stripe/create-stripe-gateway.js";
import type { Answer, StripeCalls } from "../../../src/stripe/gateway.js";

const always = () => true;

const ADDRESS = { line1: "Weg 1", line2: null, city: "Bern", state: null, postalCode: "3000", country: "CH" };
const DECLINED_CARD = "4000000000000002";

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let gateway: StripeCalls;
let stripeLocationId: string;
let sent = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  gateway = createStripeGateway({ secretKey: "sk_test_integration", apiBase: new URL(sandbox.url) });
  const created = await perform({
    kind: "CREATE_LOCATION",
    displayName: "Shop",
    address: ADDRESS,
    timeZone: "Europe/Zurich",
  });
  if (created.about !== "location") throw new Error("no location");
  stripeLocationId = created.stripeLocationId;
});
afterAll(() => sandbox.close());

async function perform(command: Command): Promise<Answer> {
  sent += 1;
  const result = await gateway.send(gateway.render(command, null), `op_${sent}`, always);
  if (result.outcome !== "Answered") throw new Error(JSON.stringify(result));
  return result.answer;
}

async function performOnIntent(command: Command): Promise<IntentSnapshot> {
  const answer = await perform(command);
  if (answer.about !== "payment_intent") throw new Error(answer.about);
  return answer.intent;
}

function create(fields: Partial<CreatePaymentIntent> = {}): CreatePaymentIntent {
  sent += 1;
  return {
    kind: "CREATE_PAYMENT_INTENT",
    paymentId: `pay_${sent}`,
    orderId: "ord_1",
    orderReference: "T-17",
    tender: "CARD_PRESENT",
    amountMinor: 1200,
    currency: "CHF",
    captureMethod: "MANUAL",
    customerId: null,
    applicationFeeMinor: null,
    ...fields,
  };
}

async function registerReader(): Promise<ReaderSnapshot> {
  const register = { kind: "REGISTER_READER", registrationCode: "simulated-wpe", stripeLocationId } as const;
  const answer = await perform({ ...register, label: "Bar", metadata: {} });
  if (answer.about !== "reader") throw new Error(answer.about);
  return answer.reader;
}

function process(reader: ReaderSnapshot, intent: IntentSnapshot): Promise<Answer> {
  return perform({
    kind: "PROCESS_PAYMENT_INTENT",
    stripeReaderId: reader.id,
    paymentIntentId: intent.id,
    enableCustomerCancellation: true,
    skipTipping: null,
    tipEligibleMinor: null,
    allowRedisplay: null,
  });
}

async function read(intent: IntentSnapshot): Promise<IntentSnapshot> {
  const result = await gateway.readPaymentIntent(intent.id, null);
  if (result.outcome !== "Found") throw new Error(JSON.stringify(result));
  return result.value;
}

describe("the life of a card payment", () => {
  it("goes from the order over the reader to captured money", async () => {
    const reader = await registerReader();
    const intent = await performOnIntent(create());
    expect(intent).toMatchObject({
      status: "requires_payment_method",
      amountMinor: 1200,
      currency: "CHF",
      charge: null,
    });

    const dispatched = await process(reader, intent);
    expect(dispatched).toMatchObject({
      about: "reader",
      reader: { status: "ONLINE", action: { type: "process_payment_intent", paymentIntentId: intent.id } },
    });

    await gateway.presentPaymentMethod(
      { stripeReaderId: reader.id, number: null, interac: false, tipMinor: null },
      null,
    );
    const held = await read(intent);
    expect(held).toMatchObject({ status: "requires_capture", amountCapturableMinor: 1200, lastError: null });
    expect(held.charge).toMatchObject({ captureBefore: expect.any(Date), card: { brand: "visa", last4: "4242" } });
    expect(await gateway.readReader(reader.id, null)).toMatchObject({ value: { action: { status: "succeeded" } } });

    const capture = { kind: "CAPTURE_PAYMENT_INTENT", paymentIntentId: intent.id } as const;
    const captured = await performOnIntent({ ...capture, amountToCaptureMinor: 1200, applicationFeeMinor: null });
    expect(captured).toMatchObject({ status: "succeeded", amountReceivedMinor: 1200, amountCapturableMinor: 0 });
    expect(captured.charge?.id).toBe(held.charge?.id);
  });

  it("survives a decline: the same intent takes the next card", async () => {
    const reader = await registerReader();
    const intent = await performOnIntent(create());

    await process(reader, intent);
    const declined = { stripeReaderId: reader.id, number: DECLINED_CARD, interac: false, tipMinor: null };
    await gateway.presentPaymentMethod(declined, null);
    const afterDecline = await read(intent);
    expect(afterDecline).toMatchObject({
      status: "requires_payment_method",
      lastError: { code: "card_declined", declineCode: "generic_decline" },
    });
    expect(await gateway.readReader(reader.id, null)).toMatchObject({
      value: { action: { status: "failed", failureCode: "card_declined", paymentIntentId: intent.id } },
    });

    await process(reader, intent);
    await gateway.presentPaymentMethod({ ...declined, number: null, tipMinor: 200 }, null);
    const afterSuccess = await read(intent);
    expect(afterSuccess).toMatchObject({ status: "requires_capture", amountMinor: 1400, tipMinor: 200 });
    expect(afterSuccess.charge?.id).not.toBe(afterDecline.charge?.id);
  });

  it("ends on request: the reader is freed, the intent cancelled, and that only once", async () => {
    const reader = await registerReader();
    const intent = await performOnIntent(create());
    await process(reader, intent);

    const freed = await perform({ kind: "CANCEL_READER_ACTION", stripeReaderId: reader.id });
    const canceled = await performOnIntent({ kind: "CANCEL_PAYMENT_INTENT", paymentIntentId: intent.id });
    const again = gateway.render({ kind: "CANCEL_PAYMENT_INTENT", paymentIntentId: intent.id }, null);

    expect(freed).toMatchObject({ about: "reader", reader: { action: null } });
    expect(canceled.status).toBe("canceled");
    expect(await gateway.send(again, "op_again", always)).toMatchObject({
      outcome: "Refused",
      refusal: { code: "payment_intent_unexpected_state", httpStatus: 400 },
    });
  });

  it("may change its amount before a card is read", async () => {
    const intent = await performOnIntent(create());
    const update = { kind: "UPDATE_PAYMENT_INTENT", paymentIntentId: intent.id, amountMinor: 900 } as const;

    expect(await performOnIntent({ ...update, applicationFeeMinor: null })).toMatchObject({ amountMinor: 900 });
  });

  it.each(["AUTOMATIC", "MANUAL_PREFERRED"] as const)("may be created %s", async (captureMethod) => {
    const intent = await performOnIntent(create({ captureMethod }));

    expect(intent.status).toBe("requires_payment_method");
  });
});

describe("the life of a TWINT payment", () => {
  it("leads the customer to a page of Stripe's", async () => {
    const intent = await performOnIntent(create({ tender: "TWINT", captureMethod: "AUTOMATIC" }));

    const confirmed = await performOnIntent({
      kind: "CONFIRM_TWINT",
      paymentIntentId: intent.id,
      returnUrl: "https://till.test/twint/return",
      billingDetails: { name: "A. Muster", email: null, phone: null, address: ADDRESS },
    });

    expect(confirmed.status).toBe("requires_action");
    expect(confirmed.redirectUrl).toMatch(/^http/);
  });
});

describe("a key that is sent twice", () => {
  it("takes effect once, and says that the second answer is a replay", async () => {
    const request = gateway.render(create(), null);

    const first = await gateway.send(request, "op_twice", always);
    const second = await gateway.send(request, "op_twice", always);

    expect(first).toMatchObject({ outcome: "Answered", replayed: false });
    expect(second).toMatchObject({ outcome: "Answered", replayed: true });
    if (first.outcome !== "Answered" || second.outcome !== "Answered") throw new Error("unanswered");
    expect(second.answer).toStrictEqual(first.answer);
  });

  it("is refused for another request", async () => {
    await gateway.send(gateway.render(create(), null), "op_reused", always);

    expect(await gateway.send(gateway.render(create({ amountMinor: 999 }), null), "op_reused", always)).toMatchObject({
      outcome: "Refused",
      refusal: { code: "idempotency_error" },
    });
  });
});

describe("a gateway without a network", () => {
  it("works the same through an injected fetch", async () => {
    const offline = createStripeGateway({
      secretKey: "sk_test_integration",
      apiBase: undefined,
      fetch: (input, init) => sandbox.fetch(new Request(input, init)),
    });

    const request = offline.render(create(), null);
    await offline.send(request, "op_offline", always);

    expect(await offline.send(request, "op_offline", always)).toMatchObject({ outcome: "Answered", replayed: true });
    expect(await offline.readPaymentIntent("pi_nope", null)).toMatchObject({ outcome: "Missing" });
  });
});

describe("looking things up", () => {
  const span = { createdFrom: new Date("2000-01-01"), createdTo: new Date("2100-01-01"), stripeAccount: null };

  it("knows its account and that it takes TWINT", async () => {
    expect(await gateway.readAccount()).toStrictEqual({
      outcome: "Found",
      value: { id: sandbox.accountId, country: "CH", defaultCurrency: "CHF", twintEnabled: true },
    });
  });

  it("finds the intent of a payment by our id, and none for a payment that never reached Stripe", async () => {
    const command = create();
    const intent = await performOnIntent(command);

    const found = await gateway.findPaymentIntent({ ...span, paymentId: command.paymentId });

    expect(found).toStrictEqual({ outcome: "Found", value: intent });
    expect(await gateway.findPaymentIntent({ ...span, paymentId: "pay_never" })).toStrictEqual({
      outcome: "Found",
      value: null,
    });
  });

  it("lists the readers of a location", async () => {
    const reader = await registerReader();

    const listed = await gateway.listReaders(stripeLocationId, null);

    expect(listed).toMatchObject({ outcome: "Found", value: expect.arrayContaining([reader]) });
  });

  it("misses what Stripe does not have", async () => {
    expect(await gateway.readPaymentIntent("pi_nope", null)).toMatchObject({ outcome: "Missing" });
    expect(await gateway.readReader("tmr_nope", null)).toMatchObject({ outcome: "Missing" });
  });
});
