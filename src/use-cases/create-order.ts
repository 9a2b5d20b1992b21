import { type Actor, toActorName } from "../auth/actor.js";
import { requireLocation, requirePermission } from "../auth/policy.js";
import { findLocation } from "../db/locations.js";
import { findOrderByReference, insertOrder, replaceLines } from "../db/orders.js";
import { settleOrder } from "../db/settle-order.js";
import { contentHash } from "../domain/content-hash.js";
import { BadInput, NotFound, TillgraphError } from "../domain/errors.js";
import { assertOrderContent, type OrderLineInput, toLines } from "../domain/order-content.js";
import type { Order } from "../domain/order.js";
import type { Deps } from "./deps.js";

export interface CreateOrderInput {
  reference: string;
  locationId: string;
  tillId: string;
  staffRef?: string | null | undefined;
  currency: string;
  totalMinor: number;
  lines: OrderLineInput[];
  holdUntil?: Date | null | undefined;
  stripeAccount?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
}

/**
 * Opens an order. The same reference again answers with the same order if the content is the same, and is refused
 * (IDEMPOTENCY_KEY_REUSED) if it is not.
 */
export async function createOrder(deps: Deps, actor: Actor, input: CreateOrderInput): Promise<Order> {
  requirePermission(actor, "createOrder");
  requireLocation(actor, input.locationId);
  assertOrderContent(input);
  if ((input.stripeAccount ?? null) !== null) {
    throw new BadInput("stripeAccount", "Connected accounts are not supported yet.");
  }
  const order = newOrder(deps, input);

  return deps.db.transaction(async (tx) => {
    if ((await findLocation(tx, input.locationId)) === undefined)
      throw new NotFound("location", input.locationId, "locationId");
    if (!(await insertOrder(tx, order))) {
      const earlier = await findOrderByReference(tx, order);
      if (earlier?.contentHash === order.contentHash) return earlier;
      throw new TillgraphError(
        "IDEMPOTENCY_KEY_REUSED",
        "There is another order with this reference and other content.",
        {
          field: "reference",
          ...(earlier === undefined ? {} : { orderId: earlier.id }),
        },
      );
    }
    await replaceLines(tx, order, toLines(input.lines));
    const data = { reference: order.reference, totalMinor: order.totalMinor, currency: order.currency };
    return settleOrder(tx, order, {
      drafts: [{ type: "order.created", paymentId: null, data }],
      source: { actor: toActorName(actor), at: order.createdAt },
    });
  });
}

function newOrder(deps: Deps, input: CreateOrderInput): Order {
  const at = deps.clock.now();
  return {
    id: deps.newId("order"),
    accountId: deps.account.id,
    livemode: deps.account.livemode,
    locationId: input.locationId,
    reference: input.reference,
    status: "OPEN",
    tillId: input.tillId,
    staffRef: input.staffRef ?? null,
    currency: input.currency,
    totalMinor: input.totalMinor,
    paymentState: "UNPAID",
    authorizedMinor: 0,
    paidMinor: 0,
    refundedMinor: 0,
    tipMinor: 0,
    reservedMinor: 0,
    holdUntil: input.holdUntil ?? null,
    sequence: 0,
    stripeAccount: null,
    metadata: input.metadata ?? {},
    contentHash: contentHash({ ...input, metadata: input.metadata ?? {} }),
    createdAt: at,
    updatedAt: at,
    completedAt: null,
  };
}
