/** What tills ask for, with `__typename` everywhere, so that whoever judges the answers needs no schema. */
const PAYMENT = `
  __typename id status tender handover stripePaymentIntentId amountMinor tipMinor amountReceivedMinor amountCapturableMinor
  amountRefundedMinor lastError { __typename code } nextSafeActions { __typename action reason notBefore }
  twint { __typename redirectUrl } actions { __typename id kind state startedAt reader { __typename id } failure { __typename code } }
  order { __typename id }`;

const ORDER = `
  __typename id reference status paymentState totalMinor authorizedMinor paidMinor reservedMinor dueMinor chargeableMinor
  overpaidMinor sequence nextSafeActions { __typename action reason notBefore }`;

const PAYLOAD = `payment { ${PAYMENT} } order { ${ORDER} }`;

/** Each field of the contract that tills use: its input type and what is asked of it. */
const MUTATIONS = {
  createOrder: `order { ${ORDER} }`,
  updateOrder: `order { ${ORDER} }`,
  completeOrder: `order { ${ORDER} }`,
  cancelOrder: `order { ${ORDER} }`,
  createPaymentIntent: PAYLOAD,
  updatePaymentIntent: PAYLOAD,
  processPaymentIntent: PAYLOAD,
  cancelReaderAction: PAYLOAD,
  cancelPaymentIntent: PAYLOAD,
  capturePaymentIntent: PAYLOAD,
  recheckPayment: PAYLOAD,
  recordPayment: PAYLOAD,
  confirmTwintPayment: `${PAYLOAD} redirectUrl`,
  freeReader: `reader { __typename id stuck } action { __typename id state failure { __typename code } }`,
} as const;
export type MutationField = keyof typeof MUTATIONS;
export type AskedField = MutationField | "order";

/** What a till that listens asks for. */
export const ORDER_EVENTS = `subscription orderEvents($orderId: ID!, $afterSequence: Int) {
  orderEvents(orderId: $orderId, afterSequence: $afterSequence) { __typename sequence type order { ${ORDER} } } }`;

export function documentOf(field: AskedField): string {
  if (field === "order") {
    return `query order($id: ID!) { order(id: $id) { ${ORDER} payments(first: 50) { nodes { ${PAYMENT} } } } }`;
  }
  const inputType = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input!`;
  return `mutation ${field}($input: ${inputType}) { ${field}(input: $input) { __typename ${MUTATIONS[field]} } }`;
}

export interface SeenOrder {
  readonly id: string;
  readonly status: string;
  readonly totalMinor: number;
  readonly dueMinor: number;
  readonly chargeableMinor: number;
  readonly reservedMinor: number;
  readonly authorizedMinor: number;
  readonly nextSafeActions: readonly SeenOffer[];
  readonly payments: { readonly nodes: readonly SeenPayment[] };
}

export interface SeenPayment {
  readonly id: string;
  readonly status: string;
  readonly handover: string;
  readonly stripePaymentIntentId: string | null;
  readonly amountMinor: number;
  readonly amountCapturableMinor: number;
  readonly nextSafeActions: readonly SeenOffer[];
  readonly actions: readonly SeenAction[];
}

export interface SeenOffer {
  readonly action: string;
}

export interface SeenAction {
  readonly id: string;
  readonly state: string;
  readonly startedAt: string;
  readonly reader: { readonly id: string } | null;
}
