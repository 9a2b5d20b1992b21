import type { Refusal } from "../domain/operation.js";
import { renderCommand } from "./commands/render-command.js";
import { API_VERSION, createStripeClient, type StripeClientOptions } from "./create-stripe-client.js";
import type { StripeCalls } from "./gateway.js";
import { keyFingerprint as fingerprintOf } from "./key-fingerprint.js";
import { findPaymentIntent } from "./reads/find-payment-intent.js";
import { listReaders } from "./reads/list-readers.js";
import { presentPaymentMethod } from "./reads/present-payment-method.js";
import { readAccount } from "./reads/read-account.js";
import { readPaymentIntent } from "./reads/read-payment-intent.js";
import { readReader } from "./reads/read-reader.js";
import { sendRequest } from "./send-request.js";

/** Not an answer of Stripe's: the request was rendered for another secret key and did not leave the house. */
const KEY_MISMATCH: Refusal = {
  code: "key_mismatch",
  message: "The request was written for another Stripe key; it was not sent.",
  httpStatus: 0,
  stripeRequestId: null,
};

/** Stripe through its SDK. Throws only here, for options that must not be used. */
export function createStripeGateway(options: StripeClientOptions): StripeCalls {
  const client = createStripeClient(options);
  const keyFingerprint = fingerprintOf(options.secretKey);
  return {
    apiVersion: API_VERSION,
    render: (command, stripeAccount) => ({
      ...renderCommand(command),
      apiVersion: API_VERSION,
      stripeAccount,
      keyFingerprint,
    }),
    send: async (request, idempotencyKey, mayBegin) => {
      if (request.keyFingerprint !== keyFingerprint) return { outcome: "Refused", refusal: { ...KEY_MISMATCH } };
      return mayBegin() ? sendRequest(client, request, idempotencyKey) : { outcome: "Unsent" };
    },
    readAccount: () => readAccount(client),
    readPaymentIntent: (id, stripeAccount) => readPaymentIntent(client, id, stripeAccount),
    findPaymentIntent: (search) => findPaymentIntent(client, search),
    readReader: (id, stripeAccount) => readReader(client, id, stripeAccount),
    listReaders: (stripeLocationId, stripeAccount) => listReaders(client, stripeLocationId, stripeAccount),
    presentPaymentMethod: (card, stripeAccount) => presentPaymentMethod(client, card, stripeAccount),
  };
}
