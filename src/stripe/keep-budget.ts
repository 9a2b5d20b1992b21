import type { AwaitTurn, CallPriority } from "./call-turns.js";
import type { StripeCalls } from "./gateway.js";

/** The calls to Stripe, each after its turn in the budget that all instances share. A list is one call, whatever its pages. */
export function keepBudget(calls: StripeCalls, awaitTurn: AwaitTurn, priority: CallPriority): StripeCalls {
  async function inTurn<T>(call: () => Promise<T>): Promise<T> {
    await awaitTurn(priority);
    return call();
  }
  return {
    apiVersion: calls.apiVersion,
    render: (command, stripeAccount) => calls.render(command, stripeAccount),
    send: (request, idempotencyKey, mayBegin) => inTurn(() => calls.send(request, idempotencyKey, mayBegin)),
    readAccount: () => inTurn(() => calls.readAccount()),
    readPaymentIntent: (id, stripeAccount) => inTurn(() => calls.readPaymentIntent(id, stripeAccount)),
    findPaymentIntent: (search) => inTurn(() => calls.findPaymentIntent(search)),
    readReader: (id, stripeAccount) => inTurn(() => calls.readReader(id, stripeAccount)),
    listReaders: (stripeLocationId, stripeAccount) => inTurn(() => calls.listReaders(stripeLocationId, stripeAccount)),
    presentPaymentMethod: (card, stripeAccount) => inTurn(() => calls.presentPaymentMethod(card, stripeAccount)),
  };
}
