import type { SeenOrder, SeenPayment } from "./asked-fields.js";
import { editedMinor } from "./cashier-amounts.js";
import type { CashierMoves } from "./cashier-moves.js";

const CARD_WAIT_MS = 25_000;
const OWN_PAGE_WAIT_MS = 12_000;

/** Does what the till is offered for a payment that is not over. */
export async function goOnWithPayment(payment: SeenPayment, order: SeenOrder, moves: CashierMoves): Promise<void> {
  const { world, till, operator, chance } = moves.deps;
  const { about } = moves;
  const { id: paymentId, nextSafeActions } = payment;
  const offers = nextSafeActions.map(({ action }) => action);
  const action = payment.actions.at(-1);
  const waitedMs = action === undefined ? 0 : world.nowMs - Date.parse(action.startedAt);
  if (payment.handover === "CLIENT" && offers[0] === "WAIT") return waitForOwnPage(payment, moves);
  switch (offers[0] ?? "nothing") {
    case "PROCESS_ON_READER":
      return handOver(payment, order, moves);
    case "CONFIRM":
      return moves.confirmTwint(payment);
    case "OPEN_REDIRECT":
      if (waitedMs > CARD_WAIT_MS) return moves.giveUp(payment, "Stripe");
      return;
    case "CALL_FOR_HELP":
      if (action?.reader && chance.share(about, "frees") < 0.5) {
        const input = { readerId: action.reader.id, force: true, reason: "nothing goes on" };
        await operator.ask("freeReader", { input });
        return;
      }
      return moves.mutate("recheckPayment", { paymentId });
    case "RECHECK":
      await moves.mutate("recheckPayment", { paymentId });
      if (offers.includes("CANCEL")) await moves.mutate("cancelPaymentIntent", { paymentId });
      return;
    case "CANCEL":
      return moves.mutate("cancelPaymentIntent", { paymentId });
    case "CHECK_CONNECTION":
      await world.sleep(till.name, chance.within([1_000, 4_000], about, "checks"));
      if (offers.includes("CANCEL") && waitedMs > CARD_WAIT_MS) await moves.giveUp(payment, "Stripe");
      return;
    default:
      if (offers.includes("CANCEL_READER_ACTION") && action?.reader && waitedMs > CARD_WAIT_MS)
        await moves.giveUp(payment, "the reader");
  }
}

/** To a reader, unless the cashier or the customer thinks better of it. */
async function handOver(payment: SeenPayment, order: SeenOrder, moves: CashierMoves): Promise<void> {
  const { world, till, chance, faults, readerIds } = moves.deps;
  const { about } = moves;
  const { id: paymentId } = payment;
  const isTriedBefore = payment.actions.length > 0;
  if (isTriedBefore && faults.strikes("till_dawdles", about))
    await world.sleep(till.name, chance.within([2_000, 9_000], about, "dawdles"));
  const mayTakeCash = payment.nextSafeActions.some(({ action }) => action === "TAKE_ANOTHER_TENDER");
  if (isTriedBefore && mayTakeCash && chance.share(about, "cash") < 0.5) {
    const amountMinor = order.chargeableMinor;
    return moves.take(order.id, { tender: "CASH", amountMinor, idempotencyKey: about });
  }
  if (faults.moves("edits_an_amount", about)) {
    const amountMinor = editedMinor(payment.amountMinor, chance, about);
    return moves.mutate("updatePaymentIntent", { paymentId, amountMinor });
  }
  if (chance.share(about, "another tender instead") < 0.15) return moves.mutate("cancelPaymentIntent", { paymentId });
  return moves.process(paymentId, readerIds[0] ?? "", about);
}

/** The customer pays at the till's own page, of which nobody tells us; or the cashier gives it up. */
async function waitForOwnPage(payment: SeenPayment, moves: CashierMoves): Promise<void> {
  if (moves.showOwnPage(payment) > OWN_PAGE_WAIT_MS) await moves.giveUp(payment, "Stripe");
}
