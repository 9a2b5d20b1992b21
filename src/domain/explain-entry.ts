import { askedFor, reasonOf } from "./explain-reason.js";
import { formatAmount } from "./money.js";
import type { Payment, PaymentStatus } from "./payment.js";
import type { Cause, TimelineEntry, TimelineType } from "./timeline.js";

/** What people call the readers and keys that a history names by their ids. */
export interface Names {
  readers: ReadonlyMap<string, string>;
  keys: ReadonlyMap<string, string>;
}

type Data = Record<string, unknown>;
type Say = (data: Data, about: { payment: Payment; names: Names }) => string;

/** What an entry says, without when and by whom; never more than was known at the time. */
const SAY: Record<TimelineType, Say> = {
  "order.created": () => "The order was opened.",
  "order.updated": () => "The order was changed.",
  "order.completed": () => "The order was completed.",
  "order.canceled": () => "The order was canceled.",
  "payment.created": ({ paymentIntentId, amountMinor }, { payment: { currency, handover } }) =>
    `Stripe set up ${text(paymentIntentId, "a PaymentIntent")} for ${amount(amountMinor, currency)}` +
    (handover === "CLIENT" ? ", which the till confirms itself." : "."),
  "payment.updated": asked,
  "payment.creation_failed": ({ code, stripeMessage }) =>
    `Stripe did not set it up: ${reasonOf(code)}${inItsWords(stripeMessage)}.`,
  "payment.declined": ({ code, declineCode }) => `Declined: ${reasonOf(declineCode ?? code)}.`,
  "payment.authorized": () => "Authorized: the money is held, not taken.",
  "payment.succeeded": ({ amountReceivedMinor }, { payment }) =>
    `Paid: ${amount(amountReceivedMinor, payment.currency)}.`,
  "payment.canceled": () => "Canceled at Stripe: nothing can be taken by it any more.",
  "payment.changed": changed,
  "payment.recorded": ({ tender, amountMinor }, { payment }) =>
    `${recorded(tender)} was written down: ${amount(amountMinor, payment.currency)}.`,
  "payment.voided": ({ reason }) => `It was voided${because(reason, null)}.`,
  "payment.customer_returned": () => "The customer came back from the payment page.",
  "action.started": (data, { names }) => `${hand(data, names)} was begun.`,
  "action.acknowledged": (data, { names }) => `${hand(data, names)} is running: Stripe has it.`,
  "action.canceling": (data, { names }) => `${hand(data, names)} is to be ended.`,
  "action.succeeded": (data, { names }) => `${hand(data, names)} ended: money was taken or is held.`,
  "action.failed": failed,
  "action.canceled": (data, { names }) => `${hand(data, names)} was ended, and no charge was seen.`,
  "action.not_delivered": (data, { names }) =>
    `${hand(data, names)} was not found there: the command seems not to have arrived, which is not certain.`,
  "action.unknown": (data, { names }) => `${hand(data, names)}: it was not known what became of it.`,
  "action.unanswered": (data, { names }) => `${hand(data, names)}: still no answer. The connection was to be checked.`,
  "action.stuck": (data, { names }) =>
    `${hand(data, names)} could not be ended or looked up for minutes. A person was called for.`,
  "operation.refused": ({ command, code, stripeMessage }) =>
    `Stripe was asked to ${askedFor(command)} and did not accept it: ${reasonOf(code)}${inItsWords(stripeMessage)}.`,
  "operation.unanswered": ({ command, code }) =>
    `Stripe was asked to ${askedFor(command)} and gave no usable answer` +
    (typeof code === "string" ? ` (${code})` : "") +
    ": it was not known whether it was done.",
};

export function explainEntry({ type, data }: TimelineEntry, about: { payment: Payment; names: Names }): string {
  return SAY[type](data, about);
}

const CAUSES: Record<Cause, string> = {
  ORDER_COMPLETED: "because the order was completed",
  ORDER_CANCELED: "because the order was canceled",
  ANOTHER_TENDER: "so that another payment can take the money",
};

function asked(data: Data, { payment: { currency } }: { payment: Payment }): string {
  const { command, amountToCaptureMinor, amountMinor, applicationFeeMinor, reason, cause } = data;
  const wanted = [
    typeof amountToCaptureMinor === "number" ? `: ${formatAmount(amountToCaptureMinor, currency)}` : "",
    typeof amountMinor === "number" ? `: its amount to ${formatAmount(amountMinor, currency)}` : "",
    typeof applicationFeeMinor === "number" ? `: our fee to ${formatAmount(applicationFeeMinor, currency)}` : "",
  ];
  return `Stripe was asked to ${askedFor(command)}${wanted.join("")}${because(reason, cause)}.`;
}

function because(reason: unknown, cause: unknown): string {
  const brought = typeof cause === "string" && cause in CAUSES ? `, ${CAUSES[cause as Cause]}` : "";
  return `${brought}${typeof reason === "string" ? ` (the reason given: "${reason}")` : ""}`;
}

const BECAME: Partial<Record<PaymentStatus, string>> = {
  REQUIRES_CONFIRMATION: "A means of payment was given, and is yet to be confirmed.",
  REQUIRES_ACTION: "The customer was asked to approve it.",
  PROCESSING: "Stripe began to process it.",
  UNRECOGNIZED: "It came into a state that this server does not know.",
};

function changed(data: Data, { payment: { currency } }: { payment: Payment }): string {
  const { to, code, declineCode, amountMinor, amountRefundedMinor } = data;
  if (to === "REQUIRES_PAYMENT_METHOD") {
    if (typeof code === "string") return `The attempt failed: ${reasonOf(declineCode ?? code)}.`;
    return "It went back to waiting for a means of payment.";
  }
  if (typeof to === "string") return BECAME[to as PaymentStatus] ?? "It came into another state.";
  const refunded = typeof amountRefundedMinor === "number" && amountRefundedMinor > 0;
  return `Its amount is ${amount(amountMinor, currency)}${refunded ? `, and ${amount(amountRefundedMinor, currency)} was given back` : ""}.`;
}

/** Whether money was taken is told by the entries about the money: an end as such does not always say. */
function failed(data: Data, { names }: { names: Names }): string {
  const { failureCode, reason } = data;
  if (failureCode === "reader_freed") {
    return `${hand(data, names)} was given up by hand${because(reason, null)}. It was not known whether it took money.`;
  }
  const open = NOT_CERTAIN.has(failureCode) ? " No charge was seen, which is not certain." : "";
  return `${hand(data, names)} failed: ${reasonOf(failureCode)}.${open}`;
}

/** Ends at a reader after which its PaymentIntent may still take money. */
const NOT_CERTAIN: ReadonlySet<unknown> = new Set(["connection_error", "ACTION_REPLACED", "reader_failed"]);

function hand({ kind, readerId }: Data, { readers }: Names): string {
  if (kind === "TWINT_REDIRECT") return "The TWINT page";
  const label = typeof readerId === "string" ? readers.get(readerId) : undefined;
  return label === undefined ? "The payment at a reader" : `The payment at reader "${label}"`;
}

function recorded(tender: unknown): string {
  return tender === "CASH" ? "Cash" : "Another tender";
}

/** Stripe's words end like a sentence of their own, within ours. */
function inItsWords(message: unknown): string {
  return typeof message === "string" && message !== "" ? ` ("${message}")` : "";
}

function amount(minor: unknown, currency: string): string {
  return typeof minor === "number" ? formatAmount(minor, currency) : "an unknown amount";
}

function text(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}
