import { randomUUID } from "node:crypto";
import { ClientError, type GraphQLClient } from "graphql-request";
import {
  CancelOrderDocument,
  CancelPaymentIntentDocument,
  CancelReaderActionDocument,
  CapturePaymentIntentDocument,
  CompleteOrderDocument,
  ConfirmTwintPaymentDocument,
  CreateOrderDocument,
  CreatePaymentIntentDocument,
  type CreateOrderInput,
  type CreatePaymentIntentInput,
  OrderDocument,
  PaymentDocument,
  PresentPaymentMethodDocument,
  ProcessPaymentIntentDocument,
  RecheckPaymentDocument,
  RecordPaymentDocument,
  type RecordPaymentInput,
} from "./generated/operations.js";
import type { TestShop } from "./test-shop.js";

export const DECLINED_CARD = "4000000000000002";

/** What a cashier does, in few words; each answers what GraphQL answered. */
export function createTill(shop: TestShop, client: GraphQLClient = shop.client("TEST")) {
  const till = {
    client,
    async openOrder(totalMinor: number, more: Partial<CreateOrderInput> = {}) {
      const input = {
        reference: randomUUID(),
        locationId: shop.locationId,
        tillId: "till-1",
        currency: "CHF",
        totalMinor,
        ...more,
      };
      return present((await client.request(CreateOrderDocument, { input })).createOrder).order;
    },
    async createIntent(orderId: string, more: Partial<CreatePaymentIntentInput> = {}) {
      const input: CreatePaymentIntentInput = {
        idempotencyKey: randomUUID(),
        orderId,
        tender: "CARD_PRESENT",
        ...more,
      };
      return present((await client.request(CreatePaymentIntentDocument, { input })).createPaymentIntent);
    },
    async process(
      paymentId: string,
      readerId = shop.readerIds[0],
      more: { attemptKey?: string; deadlineSeconds?: number } = {},
    ) {
      const input = { attemptKey: randomUUID(), paymentId, readerId, ...more };
      return present((await client.request(ProcessPaymentIntentDocument, { input })).processPaymentIntent);
    },
    async presentCard(number?: string, readerId = shop.readerIds[0], tipMinor?: number) {
      const input = { readerId, number: number ?? null, tipMinor: tipMinor ?? null };
      return present((await client.request(PresentPaymentMethodDocument, { input })).presentPaymentMethod);
    },
    async cancelAtReader(actionId: string, readerId = shop.readerIds[0]) {
      return present(
        (await client.request(CancelReaderActionDocument, { input: { readerId, actionId } })).cancelReaderAction,
      );
    },
    async cancelPayment(paymentId: string) {
      return present((await client.request(CancelPaymentIntentDocument, { input: { paymentId } })).cancelPaymentIntent);
    },
    async capture(paymentId: string, more: { saleAmountMinor?: number; tipMinor?: number } = {}) {
      return present(
        (await client.request(CapturePaymentIntentDocument, { input: { paymentId, ...more } })).capturePaymentIntent,
      );
    },
    async recheck(paymentId: string) {
      return present((await client.request(RecheckPaymentDocument, { input: { paymentId } })).recheckPayment);
    },
    async recordCash(orderId: string, amountMinor: number, more: Partial<RecordPaymentInput> = {}) {
      const input: RecordPaymentInput = { idempotencyKey: randomUUID(), orderId, tender: "CASH", amountMinor, ...more };
      return present((await client.request(RecordPaymentDocument, { input })).recordPayment);
    },
    async confirmTwint(paymentId: string, returnUrl?: string) {
      const input = { paymentId, returnUrl: returnUrl ?? null };
      return present((await client.request(ConfirmTwintPaymentDocument, { input })).confirmTwintPayment);
    },
    async complete(orderId: string) {
      return present((await client.request(CompleteOrderDocument, { input: { orderId } })).completeOrder).order;
    },
    async cancelOrder(orderId: string) {
      return present((await client.request(CancelOrderDocument, { input: { orderId } })).cancelOrder).order;
    },
    async order(id: string) {
      return present((await client.request(OrderDocument, { id })).order);
    },
    async payment(id: string) {
      return present((await client.request(PaymentDocument, { id })).payment);
    },
    /** A payment authorized by a card at the reader, not captured yet. */
    async authorize(totalMinor: number) {
      const order = await till.openOrder(totalMinor);
      const { payment } = await till.createIntent(order.id);
      await till.process(payment.id);
      await till.presentCard();
      return { order: await till.order(order.id), payment: await till.payment(payment.id) };
    },
  };
  return till;
}

export type Till = ReturnType<typeof createTill>;

/** The customer's phone at the sandbox's redirect page. */
export async function decideTwint(
  redirectUrl: string,
  outcome: "authorize" | "fail",
  settle: "now" | "later" = "now",
): Promise<Response> {
  return fetch(redirectUrl, { method: "POST", body: new URLSearchParams({ outcome, settle }), redirect: "manual" });
}

/** The code of the first error a request was refused with, and the field it names. */
export async function refusalOf(
  request: Promise<unknown>,
): Promise<{ code: unknown; field: unknown; message: string; extensions: Record<string, unknown> }> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    const first = error.response.errors?.[0];
    const extensions = (first?.extensions ?? {}) as Record<string, unknown>;
    return { code: extensions["code"], field: extensions["field"], message: first?.message ?? "", extensions };
  }
  throw new Error("the request was not refused");
}

/** Asks again until the answer fits, as a till that polls; fails after a while. */
export async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean, withinMs = 10_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`not so within ${withinMs} ms: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function present<T>(value: T | null | undefined): T {
  if (value == null) throw new Error("the answer is empty");
  return value;
}
