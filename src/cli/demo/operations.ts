/** A GraphQL document and, for the compiler only, what it takes and answers. */
export interface Operation<Variables, Answer> {
  readonly text: string;
  readonly types?: (variables: Variables) => Answer;
}

export interface Offer {
  action: string;
  reason: string;
}

export interface PaymentView {
  id: string;
  tender: string;
  status: string;
  amountMinor: number;
  amountCapturableMinor: number;
  amountReceivedMinor: number;
  changeMinor: number | null;
  stripePaymentIntentId: string | null;
  card: { brand: string; last4: string | null } | null;
  lastError: { code: string; declineCode: string | null; cashierMessage: string } | null;
  nextSafeActions: Offer[];
  actions: { id: string; state: string }[];
  order: { id: string; reference: string } | null;
}

export interface OrderView {
  id: string;
  reference: string;
  status: string;
  paymentState: string;
  totalMinor: number;
  authorizedMinor: number;
  paidMinor: number;
  reservedMinor: number;
  dueMinor: number;
  chargeableMinor: number;
  sequence: number;
  nextSafeActions: Offer[];
}

export interface PaymentAnswer {
  payment: PaymentView;
  order: OrderView | null;
  action: { id: string; state: string } | null;
}

export interface OrderEventView {
  sequence: number;
  type: string;
  order: { paymentState: string };
  payment: { status: string } | null;
}

interface Input<Fields> {
  input: Fields;
}

const OFFERS = "nextSafeActions { action reason }";
const PAYMENT = `id tender status amountMinor amountCapturableMinor amountReceivedMinor changeMinor stripePaymentIntentId
  card { brand last4 } lastError { code declineCode cashierMessage } ${OFFERS} actions { id state }
  order { id reference }`;
const ORDER = `id reference status paymentState totalMinor authorizedMinor paidMinor reservedMinor dueMinor
  chargeableMinor sequence ${OFFERS}`;
const PAYMENT_ANSWER = `payment { ${PAYMENT} } order { ${ORDER} } action { id state }`;

/** A mutation that takes one `input` and answers a payload. */
function mutation<Fields, Payload>(name: string, selection: string) {
  const inputType = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const operation: Operation<Input<Fields>, Record<string, Payload | null>> = {
    text: `mutation Demo($input: ${inputType}!) { ${name}(input: $input) { ${selection} } }`,
  };
  return { name, operation };
}

export type MutationDocument<Fields, Payload> = ReturnType<typeof mutation<Fields, Payload>>;

export const CREATE_LOCATION = mutation<Record<string, unknown>, { location: { id: string; displayName: string } }>(
  "createLocation",
  "location { id displayName }",
);
export const REGISTER_READER = mutation<
  Record<string, unknown>,
  { reader: { id: string; label: string; deviceType: string; status: string } }
>("registerReader", "reader { id label deviceType status }");
export const CREATE_ORDER = mutation<Record<string, unknown>, { order: OrderView }>(
  "createOrder",
  `order { ${ORDER} }`,
);
export const COMPLETE_ORDER = mutation<{ orderId: string }, { order: OrderView }>(
  "completeOrder",
  `order { ${ORDER} }`,
);
export const CREATE_PAYMENT_INTENT = mutation<Record<string, unknown>, PaymentAnswer>(
  "createPaymentIntent",
  PAYMENT_ANSWER,
);
export const PROCESS_PAYMENT_INTENT = mutation<Record<string, unknown>, PaymentAnswer>(
  "processPaymentIntent",
  PAYMENT_ANSWER,
);
export const CANCEL_READER_ACTION = mutation<Record<string, unknown>, PaymentAnswer>(
  "cancelReaderAction",
  PAYMENT_ANSWER,
);
export const RECORD_PAYMENT = mutation<Record<string, unknown>, PaymentAnswer>("recordPayment", PAYMENT_ANSWER);
export const CONFIRM_TWINT_PAYMENT = mutation<
  { paymentId: string },
  { payment: PaymentView; redirectUrl: string; qrCodeSvg: string }
>("confirmTwintPayment", `payment { ${PAYMENT} } redirectUrl qrCodeSvg`);
export const PRESENT_PAYMENT_METHOD = mutation<Record<string, unknown>, { action: { state: string } | null }>(
  "presentPaymentMethod",
  "action { state }",
);

export interface ServerView {
  livemode: boolean;
  sandbox: boolean;
  stripeAccount: string;
  apiVersion: string;
  version: string;
}

export const SERVER_INFO: Operation<Record<string, never>, { serverInfo: ServerView }> = {
  text: "query Demo { serverInfo { livemode sandbox stripeAccount apiVersion version } }",
};

export const ORDER_BY_ID: Operation<{ id: string }, { order: OrderView | null }> = {
  text: `query Demo($id: ID!) { order(id: $id) { ${ORDER} } }`,
};

export const PAYMENT_BY_ID: Operation<{ id: string }, { payment: PaymentView | null }> = {
  text: `query Demo($id: ID!) { payment(id: $id) { ${PAYMENT} } }`,
};

/** All that happened in one shop; the demo makes far fewer rows than a page holds. */
export const BOOKS: Operation<
  { locationIds: string[] },
  {
    orders: { nodes: OrderView[]; pageInfo: { hasNextPage: boolean } };
    payments: { nodes: PaymentView[]; pageInfo: { hasNextPage: boolean } };
  }
> = {
  text: `query Demo($locationIds: [ID!]) {
    orders(filter: { locationIds: $locationIds }, sort: CREATED_AT_ASC, first: 50) {
      nodes { ${ORDER} } pageInfo { hasNextPage }
    }
    payments(filter: { locationIds: $locationIds }, sort: CREATED_AT_ASC, first: 50) {
      nodes { ${PAYMENT} } pageInfo { hasNextPage }
    }
  }`,
};

export const ORDER_EVENTS: Operation<{ orderId: string }, { orderEvents: OrderEventView }> = {
  text: `subscription Demo($orderId: ID!) {
    orderEvents(orderId: $orderId, afterSequence: 0) {
      sequence type order { paymentState } payment { status }
    }
  }`,
};
