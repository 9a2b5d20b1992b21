import { OrderWithPaymentsDocument } from "../support/generated/operations.js";
import type { StripeIntent, StripeView } from "../support/stripe-view.js";
import type { Till } from "../support/till.js";
import type { Rows } from "../integration/recovery/half-way.js";

/** What does not add up between our orders, our payments and Stripe, in words. Empty where all is well. */
export async function judgeDay(view: { till: Till; stripe: StripeView; rows: Rows }): Promise<string[]> {
  const { till, stripe, rows } = view;
  const intents = await listIntents(stripe);
  const payments = await rows.sql<PaymentRow[]>`
    select id, order_id as "orderId", tender, status, stripe_payment_intent_id as "intentId", amount_minor as "amountMinor"
    from payments`;
  const orderIds = [...new Set([...payments].map(({ orderId }) => orderId))];
  const complaints = await Promise.all(orderIds.map((id) => judgeOrder(till, id, intents)));
  return [
    ...complaints.flat(),
    ...intents
      .filter(({ id }) => !payments.some(({ intentId }) => intentId === id))
      .map(({ id }) => `${id} has no row`),
    ...payments.filter((row) => !isExplained(row)).map(({ id }) => `${id} has neither an intent nor an explanation`),
    ...(await whatIsLeft(rows)),
  ];
}

interface PaymentRow {
  id: string;
  orderId: string;
  tender: string;
  status: string;
  intentId: string | null;
}

function isExplained({ tender, status, intentId }: PaymentRow): boolean {
  return tender === "CASH" || intentId !== null || status === "CREATION_FAILED";
}

async function judgeOrder(till: Till, id: string, intents: readonly StripeIntent[]): Promise<string[]> {
  const { order } = await till.client.request(OrderWithPaymentsDocument, { id, first: 100 });
  if (order == null) return [`${id} is gone`];
  const own = intents.filter(({ metadata }) => metadata["tillgraph_order_id"] === id);
  const cash = order.payments.nodes.filter(({ tender, status }) => tender === "CASH" && status === "SUCCEEDED");
  const paidMinor = sum(own, "amount_received") + cash.reduce((total, { amountMinor }) => total + amountMinor, 0);
  const heldMinor = sum(own, "amount_capturable");
  const seenOtherwise = order.payments.nodes.filter(
    ({ stripePaymentIntentId, stripeStatus }) =>
      stripePaymentIntentId !== null &&
      own.find((intent) => intent.id === stripePaymentIntentId)?.status !== stripeStatus,
  );
  return [
    ...(paidMinor + heldMinor > order.totalMinor
      ? [`${id} took ${paidMinor} and holds ${heldMinor} of ${order.totalMinor}`]
      : []),
    ...(paidMinor === order.paidMinor ? [] : [`${id} says paid ${order.paidMinor}, and it is ${paidMinor}`]),
    ...(heldMinor === order.authorizedMinor
      ? []
      : [`${id} says held ${order.authorizedMinor}, and it is ${heldMinor}`]),
    ...(order.reservedMinor === 0 ? [] : [`${id} still reserves ${order.reservedMinor}`]),
    ...(order.status === "COMPLETED" && paidMinor !== order.totalMinor ? [`${id} is complete with ${paidMinor}`] : []),
    ...(order.status === "CANCELED" && paidMinor !== 0 ? [`${id} is canceled with ${paidMinor}`] : []),
    ...seenOtherwise.map((payment) => `${payment.id} says ${payment.stripeStatus}, Stripe does not`),
  ];
}

function sum(intents: readonly StripeIntent[], field: "amount_received" | "amount_capturable"): number {
  return intents.reduce((total, intent) => total + intent[field], 0);
}

async function listIntents(stripe: StripeView): Promise<StripeIntent[]> {
  const intents: StripeIntent[] = [];
  for (let after = ""; ; after = `&starting_after=${intents.at(-1)?.id}`) {
    const page = await stripe.get<{ data: StripeIntent[]; has_more: boolean }>(`payment_intents?limit=100${after}`);
    intents.push(...page.data);
    if (!page.has_more) return intents;
  }
}

/** What should be over, and gaps in histories. A delivery may come late, as Stripe repeats them, but none is given up. */
async function whatIsLeft({ sql }: Rows): Promise<string[]> {
  const rows = await sql<{ left: string }[]>`
    select id || ' is pending' as left from operations where closed_at is null
    union all select id || ' is live' from reader_actions where ended_at is null
    union all select id || ' is open' from orders where status = 'OPEN'
    union all select id || ' was given up' from webhook_inbox where state = 'DEAD'
    union all select order_id || ' has a gap in its history' from timeline group by order_id having max(sequence) <> count(*)`;
  return rows.map(({ left }) => left);
}
