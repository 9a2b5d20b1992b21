import { inFrancs } from "./in-francs.js";
import type { Offer, OrderView, PaymentView } from "./operations.js";

/** A payment in a line: its state, its money, its card. */
export function describePayment(payment: PaymentView): (string | null)[] {
  const { status, amountMinor, amountCapturableMinor, amountReceivedMinor, card } = payment;
  return [
    status,
    amountReceivedMinor > 0
      ? `taken ${inFrancs(amountReceivedMinor)}`
      : amountCapturableMinor > 0
        ? `held ${inFrancs(amountCapturableMinor)}`
        : inFrancs(amountMinor),
    card === null ? null : `${card.brand} ${card.last4 ?? ""}`.trimEnd(),
  ];
}

/** An order in a line: its states, and what is paid, held, reserved and due. */
export function describeOrder(order: OrderView): string[] {
  const sums: [string, number][] = [
    ["paid", order.paidMinor],
    ["held", order.authorizedMinor],
    ["reserved", order.reservedMinor],
  ];
  const shown = sums.filter(([, minor]) => minor > 0).map(([name, minor]) => `${name} ${inFrancs(minor)}`);
  return [order.status, order.paymentState, ...shown, `due ${inFrancs(order.dueMinor)}`];
}

export function describeOffers(offers: readonly Offer[]): string {
  return offers.map(({ action }) => action).join(", ");
}
