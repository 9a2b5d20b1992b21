import type { SeenOrder } from "./asked-fields.js";
import { STEP_MINOR } from "./cashier-amounts.js";
import type { CashierMoves } from "./cashier-moves.js";

/** What nobody offered; the server has to know better. */
export async function doMischief(order: SeenOrder, moves: CashierMoves): Promise<void> {
  const { about } = moves;
  const { chance, readerIds } = moves.deps;
  const payment = order.payments.nodes.at(-1);
  const amountMinor = Math.max(STEP_MINOR, order.dueMinor);
  const take = (tender: string) => () => moves.take(order.id, { tender, amountMinor, idempotencyKey: about });
  const choices: (() => Promise<unknown>)[] = [
    // Somebody else at another till takes money for the same order in the same moment.
    () =>
      Promise.all([
        take("CASH")(),
        moves.take(order.id, { tender: "CARD_PRESENT", amountMinor, idempotencyKey: `${about} 2` }),
      ]),
    take("CASH"),
    take("CARD_PRESENT"),
    take("TWINT"),
    () => moves.mutate("completeOrder", { orderId: order.id }),
    () => moves.mutate("cancelOrder", { orderId: order.id }),
  ];
  if (payment !== undefined) {
    const paymentId = payment.id;
    choices.push(
      () => moves.process(paymentId, chance.pick(readerIds, about, "reader"), about),
      () => moves.mutate("cancelPaymentIntent", { paymentId }),
      () => moves.mutate("capturePaymentIntent", { paymentId }),
      () => moves.confirmTwint(payment),
    );
  }
  await chance.pick(choices, about, "move")();
}
