import { addTold, type DayDraft, find } from "./day-draft.js";

const HISTORY = [
  [2, "order.created"],
  [7, "payment.created"],
  [14, "payment.authorized"],
  [17, "order.completed"],
  [19, "payment.succeeded"],
] as const;

/** A till follows ord_1 to its end, and hears of each event a second after it. */
export function listen(day: DayDraft): void {
  const { status, payment_state: paymentState } = find(day.rows.orders, "ord_1");
  const figures = { totalMinor: 1000, paidMinor: 1000, authorizedMinor: 0, reservedMinor: 0 };
  const order = { __typename: "Order", id: "ord_1", ...figures };
  for (const [place, [step, type]] of HISTORY.entries()) {
    const isLast = place === HISTORY.length - 1;
    const shown = isLast ? { ...order, status, paymentState, nextSafeActions: [] } : order;
    const orderEvents = { __typename: "OrderEvent", sequence: place + 1, type, order: shown };
    addTold(day, [step - 1, step, "orderEvents"], { input: {}, data: { orderEvents } });
    Object.assign(day.told.at(-1) ?? {}, { variables: { orderId: "ord_1", afterSequence: place } });
  }
}

export interface HeardEvent {
  sequence: number;
  type: string;
  order: object;
}

/** The event that an answer told, if it told one. */
export function eventIn({ answer }: DayDraft["told"][number]): HeardEvent | undefined {
  return (answer?.data as { orderEvents?: HeardEvent } | undefined)?.orderEvents;
}

/** An event that was heard, to be falsified. */
export function eventOf(day: DayDraft, sequence: number): HeardEvent {
  const event = day.told.map(eventIn).find((each) => each?.sequence === sequence);
  if (event === undefined) throw new Error(`nobody heard ${sequence}`);
  return event;
}
