import { randomUUID } from "node:crypto";
import type { GraphqlClient } from "./create-graphql-client.js";
import {
  CANCEL_READER_ACTION,
  COMPLETE_ORDER,
  CONFIRM_TWINT_PAYMENT,
  CREATE_ORDER,
  CREATE_PAYMENT_INTENT,
  ORDER_BY_ID,
  type OrderView,
  PAYMENT_BY_ID,
  type PaymentAnswer,
  type PaymentView,
  PRESENT_PAYMENT_METHOD,
  PROCESS_PAYMENT_INTENT,
  RECORD_PAYMENT,
} from "./operations.js";
import { expectPresent } from "./step-failed.js";
import { waitUntil } from "./wait-until.js";

export interface TillPlace {
  locationId: string;
  readerId: string;
}

/** What a cashier does, each by one request; `customer` is who holds a test card to the reader. */
export function createTill(client: GraphqlClient, customer: GraphqlClient, { locationId, readerId }: TillPlace) {
  const readPayment = async (id: string) =>
    expectPresent("payment", (await client.request(PAYMENT_BY_ID, { id })).payment);

  /** Polls a payment until it is as said. */
  const paymentUntil = (what: string, id: string, fits: (payment: PaymentView) => boolean) =>
    waitUntil(what, () => readPayment(id), fits);

  return {
    async openOrder(reference: string, totalMinor: number): Promise<OrderView> {
      const input = { reference, locationId, tillId: "till-1", currency: "CHF", totalMinor };
      return (await client.mutate(CREATE_ORDER, input)).order;
    },
    /** A mutation answers after 2 s at the latest, done or not: what is not done by then is waited for. */
    async createPaymentIntent(orderId: string, tender: "CARD_PRESENT" | "TWINT"): Promise<PaymentView> {
      const input = { idempotencyKey: randomUUID(), orderId, tender };
      const { payment } = await client.mutate(CREATE_PAYMENT_INTENT, input);
      return paymentUntil("the PaymentIntent", payment.id, ({ status }) => status !== "CREATING");
    },
    async processPaymentIntent(paymentId: string): Promise<PaymentAnswer> {
      const input = { attemptKey: randomUUID(), paymentId, readerId };
      const { order } = await client.mutate(PROCESS_PAYMENT_INTENT, input);
      const payment = await paymentUntil(
        "the reader's answer",
        paymentId,
        ({ actions }) => actions.at(-1)?.state !== "DISPATCHING",
      );
      return { payment, order, action: payment.actions.at(-1) ?? null };
    },
    presentPaymentMethod: (number: string) => customer.mutate(PRESENT_PAYMENT_METHOD, { readerId, number }),
    cancelReaderAction: (actionId: string) => client.mutate(CANCEL_READER_ACTION, { readerId, actionId }),
    recordCash: (orderId: string, cash: { amountMinor: number; roundingMinor: number; receivedMinor: number }) =>
      client.mutate(RECORD_PAYMENT, { idempotencyKey: randomUUID(), orderId, tender: "CASH", ...cash }),
    confirmTwintPayment: (paymentId: string) => client.mutate(CONFIRM_TWINT_PAYMENT, { paymentId }),
    completeOrder: async (orderId: string) => (await client.mutate(COMPLETE_ORDER, { orderId })).order,
    order: async (id: string) => expectPresent("order", (await client.request(ORDER_BY_ID, { id })).order),
    payment: readPayment,
    paymentUntil,
  };
}

export type Till = ReturnType<typeof createTill>;
