import type { NextAction } from "../../../src/domain/next-safe-action.js";
import { OrderWithPaymentsDocument, type OrderWithPaymentsQuery } from "../../support/generated/operations.js";
import type { Scene } from "./order-states.js";

type SeenOrder = NonNullable<OrderWithPaymentsQuery["order"]>;
type SeenPayment = SeenOrder["payments"]["nodes"][number];

/** What following an offer comes to: something done with the order, or with the payment that stands there in its list. */
export interface Deed {
  action: NextAction;
  with: "order" | number;
}

/** What an order as a whole offers now, and all that it and its payments offer comes to, each once. */
export async function offersOf(scene: Scene, orderId: string): Promise<{ byOrder: string[]; deeds: Deed[] }> {
  const order = await lookAt(scene, orderId);
  const byOrder = order.nextSafeActions.map(({ action }) => action);
  const deeds = [
    ...byOrder.map((action) => ({ action, with: partnerOf(order, action) })),
    ...order.payments.nodes.flatMap((payment, index) =>
      actionsOf(payment).map((action) => ({ action, with: OF_ORDER.includes(action) ? ("order" as const) : index })),
    ),
  ];
  const once = new Map(
    deeds.filter(({ action }) => DO[action] !== nothing).map((deed) => [JSON.stringify(deed), deed]),
  );
  return { byOrder, deeds: [...once.values()] };
}

const OF_ORDER: readonly NextAction[] = ["COMPLETE_ORDER", "TAKE_ANOTHER_TENDER"];

/** As the contract says: what an order repeats of a payment is done with the payment that offers it. */
function partnerOf(order: SeenOrder, action: NextAction): Deed["with"] {
  const isCalm = order.reservedMinor === 0 && !order.nextSafeActions.some((offer) => offer.action === "CALL_FOR_HELP");
  const isCancelOfOrder = action === "CANCEL" && order.status === "OPEN" && isCalm;
  if (isCancelOfOrder || OF_ORDER.includes(action)) return "order";
  return order.payments.nodes.findIndex((payment) => actionsOf(payment).includes(action));
}

/** Does it, of another order in the same state too. */
export async function followOffer(scene: Scene, orderId: string, deed: Deed): Promise<unknown> {
  const order = await lookAt(scene, orderId);
  if (deed.with === "order" && deed.action === "CANCEL") return scene.till.cancelOrder(orderId);
  return DO[deed.action](scene, order, deed.with === "order" ? undefined : order.payments.nodes[deed.with]);
}

type Do = (scene: Scene, order: SeenOrder, payment: SeenPayment | undefined) => Promise<unknown>;

const nothing: Do = async () => undefined;
const idOf = (payment: SeenPayment | undefined) => payment?.id ?? "no payment offers it";

const DO: Readonly<Record<NextAction, Do>> = {
  WAIT: nothing,
  CHECK_CONNECTION: nothing,
  CALL_FOR_HELP: nothing,
  RECHECK: ({ till }, _order, payment) => till.recheck(idOf(payment)),
  PROCESS_ON_READER: ({ till }, _order, payment) => till.process(idOf(payment)),
  CONFIRM: ({ till }, _order, payment) => till.confirmTwint(idOf(payment)),
  OPEN_REDIRECT: async (_scene, _order, payment) => {
    const { ok } = await fetch(payment?.twint?.redirectUrl ?? "");
    if (!ok) throw new Error("the page is not there");
  },
  CAPTURE: ({ till }, _order, payment) => till.capture(idOf(payment)),
  CANCEL: ({ till }, _order, payment) => till.cancelPayment(idOf(payment)),
  CANCEL_READER_ACTION: ({ till }, _order, payment) => till.cancelAtReader(payment?.actions.at(-1)?.id ?? ""),
  COMPLETE_ORDER: ({ till }, order) => till.complete(order.id),
  REFUND: async () => {
    throw new Error("nothing offers a refund yet");
  },
  TAKE_ANOTHER_TENDER: ({ till }, order) => till.recordCash(order.id, order.chargeableMinor),
};

function actionsOf({ nextSafeActions }: SeenPayment): NextAction[] {
  return nextSafeActions.map(({ action }) => action);
}

async function lookAt({ till }: Scene, id: string): Promise<SeenOrder> {
  const { order } = await till.client.request(OrderWithPaymentsDocument, { id, first: 20 });
  if (order == null) throw new Error("the order is not there");
  return order;
}
