import type { CircuitBreaker } from "./circuit-breaker.js";
import type { Gateway, StripeCalls } from "./gateway.js";
import { isReaderRoundTrip } from "./time-outs.js";

/** The calls to Stripe behind a circuit breaker. */
export function breakCircuit(calls: StripeCalls, breaker: CircuitBreaker): Gateway {
  return {
    apiVersion: calls.apiVersion,
    isAvailable: () => !breaker.isOpen(),
    render: (command, stripeAccount) => calls.render(command, stripeAccount),
    send: (request, idempotencyKey, mayBegin) =>
      breaker.run(() => calls.send(request, idempotencyKey, mayBegin), !isReaderRoundTrip(request.path)),
    readAccount: () => breaker.run(() => calls.readAccount()),
    readPaymentIntent: (id, stripeAccount) => breaker.run(() => calls.readPaymentIntent(id, stripeAccount)),
    findPaymentIntent: (search) => breaker.run(() => calls.findPaymentIntent(search)),
    readReader: (id, stripeAccount) => breaker.run(() => calls.readReader(id, stripeAccount)),
    listReaders: (stripeLocationId, stripeAccount) =>
      breaker.run(() => calls.listReaders(stripeLocationId, stripeAccount)),
    presentPaymentMethod: (card, stripeAccount) =>
      breaker.run(() => calls.presentPaymentMethod(card, stripeAccount), false),
  };
}
