import type { OrderStatus } from "../../../src/domain/order.js";
import { isRecordedTender, type PaymentStatus, type Tender } from "../../../src/domain/payment.js";
import { isLive, type ReaderActionState } from "../../../src/domain/reader-action.js";

/** What can be around a payment besides its action: nothing, an open end, a write under way, a till that confirms it. */
export const AROUND = {
  idle: { pending: null, unsettled: false, handover: "SERVER" },
  unsettled: { pending: null, unsettled: true, handover: "SERVER" },
  pending: { pending: "UPDATE_PAYMENT_INTENT", unsettled: false, handover: "SERVER" },
  client: { pending: null, unsettled: false, handover: "CLIENT" },
} as const;

export interface Combination {
  status: PaymentStatus;
  /** The live action, or the latest that ended. */
  state: ReaderActionState | null;
  kind: "PROCESS" | "TWINT_REDIRECT";
  orderStatus: OrderStatus | "NONE";
  around: keyof typeof AROUND;
  tender: Tender;
}

const NOT_AT_STRIPE: readonly PaymentStatus[] = ["CREATING", "CREATION_FAILED"];
const TAKEN_OR_ENDED: readonly PaymentStatus[] = ["REQUIRES_CAPTURE", "SUCCEEDED", "CANCELED"];

const isNotThere = ({ status }: Combination) => NOT_AT_STRIPE.includes(status);
const isTakenOrEnded = ({ status }: Combination) => TAKEN_OR_ENDED.includes(status);
const hasLiveAction = ({ state }: Combination) => state !== null && isLive(state);
const isClosed = ({ orderStatus }: Combination) => orderStatus === "COMPLETED" || orderStatus === "CANCELED";

/** The combinations that can't come about, by name; each name says why. */
export const UNREACHABLE: Readonly<Record<string, (each: Combination) => boolean>> = {
  "cash or a voucher is written down as paid, or voided, and nothing happens around it": (each) =>
    isRecordedTender(each.tender) &&
    !(["SUCCEEDED", "CANCELED"].includes(each.status) && each.state === null && each.around === "idle"),
  "nothing is handed over that Stripe does not have": (each) => isNotThere(each) && each.state !== null,
  "a creation is under way until it is over": ({ status, around }) => status === "CREATING" && around !== "pending",
  "nothing is asked of Stripe about what it never had": ({ status, around }) =>
    status === "CREATION_FAILED" && around === "pending",
  "the look that sees money taken or the intent canceled ends the action": (each) =>
    isTakenOrEnded(each) && hasLiveAction(each),
  "money taken or an intent canceled settles what was open": (each) =>
    each.around === "unsettled" && isTakenOrEnded(each),
  "only an action leaves an open end": (each) =>
    each.around === "unsettled" && (each.state === null || isNotThere(each)),
  "TWINT is not taken at a reader": ({ tender, state, kind }) =>
    tender === "TWINT" && state !== null && kind === "PROCESS",
  "a card is not taken on a page": ({ tender, state, kind }) =>
    tender === "CARD_PRESENT" && state !== null && kind === "TWINT_REDIRECT",
  "TWINT knows no holds": ({ tender, status }) => tender === "TWINT" && status === "REQUIRES_CAPTURE",
  "what a till confirms itself is not handed over by us": ({ around, state }) => around === "client" && state !== null,
  "an order is not closed while something may still take its money, and nothing is handed over after": (each) =>
    isClosed(each) &&
    (hasLiveAction(each) || each.around === "unsettled" || (each.around === "client" && !isOver(each))),
  "a payment without an order was made elsewhere, and we do nothing with it": (each) =>
    each.orderStatus === "NONE" &&
    (each.state !== null || each.around !== "idle" || isNotThere(each) || isRecordedTender(each.tender)),
};

function isOver(each: Combination): boolean {
  return isTakenOrEnded(each) || each.status === "CREATION_FAILED";
}

/** The names that rule a combination out. */
export function ruledOutBy(each: Combination): string[] {
  return Object.keys(UNREACHABLE).filter((name) => UNREACHABLE[name]?.(each));
}
