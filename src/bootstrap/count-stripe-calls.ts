import type { Gateway } from "../stripe/gateway.js";
import type { Metrics } from "../telemetry/metrics.js";

/** The same gateway, with each call counted by what was asked and how it ended. */
export function countStripeCalls(gateway: Gateway, metrics: Metrics): Gateway {
  async function counted<T extends { outcome: string }>(kind: string, call: Promise<T>): Promise<T> {
    const result = await call;
    metrics.countStripeCall({ kind, outcome: result.outcome });
    return result;
  }
  return {
    apiVersion: gateway.apiVersion,
    isAvailable: () => gateway.isAvailable(),
    render: (command, stripeAccount) => gateway.render(command, stripeAccount),
    send: (request, idempotencyKey, mayBegin) => counted("send", gateway.send(request, idempotencyKey, mayBegin)),
    readAccount: () => counted("read_account", gateway.readAccount()),
    readPaymentIntent: (id, stripeAccount) =>
      counted("read_payment_intent", gateway.readPaymentIntent(id, stripeAccount)),
    findPaymentIntent: (search) => counted("find_payment_intent", gateway.findPaymentIntent(search)),
    readReader: (id, stripeAccount) => counted("read_reader", gateway.readReader(id, stripeAccount)),
    listReaders: (stripeLocationId, stripeAccount) =>
      counted("list_readers", gateway.listReaders(stripeLocationId, stripeAccount)),
    presentPaymentMethod: (card, stripeAccount) =>
      counted("present_payment_method", gateway.presentPaymentMethod(card, stripeAccount)),
  };
}
