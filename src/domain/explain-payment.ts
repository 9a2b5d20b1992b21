import { formatAmount } from "./money.js";
import type { Payment, PaymentStatus } from "./payment.js";
import type { TimelineEntry, TimelineType } from "./timeline.js";

type Say = (entry: TimelineEntry, payment: Payment) => string;

/** What an entry says, without when and by whom. */
const SAY: Record<TimelineType, Say> = {
  "order.created": () => "The order was opened.",
  "order.updated": () => "The order was changed.",
  "order.completed": () => "The order was completed.",
  "order.canceled": () => "The order was canceled.",
  "payment.created": ({ data }, { currency }) =>
    `Stripe set up ${text(data["paymentIntentId"], "a PaymentIntent")} for ${amount(data["amountMinor"], currency)}.`,
  "payment.updated": ({ data }) => `Stripe was asked: ${command(data["command"])}.`,
  "payment.creation_failed": ({ data }) => `Stripe did not set it up (${text(data["code"], "no code")}).`,
  "payment.declined": ({ data }) => `Declined: ${text(data["declineCode"], text(data["code"], "no code"))}.`,
  "payment.authorized": () => "Authorized: the money is held, not taken.",
  "payment.succeeded": ({ data }, { currency }) => `Paid: ${amount(data["amountReceivedMinor"], currency)}.`,
  "payment.canceled": () => "Canceled at Stripe: nothing can be taken by it any more.",
  "payment.changed": ({ data }) =>
    data["to"] === undefined
      ? "Its amounts changed."
      : `It went from ${text(data["from"], "?")} to ${text(data["to"], "?")}.`,
  "payment.recorded": ({ data }, { currency }) =>
    `${text(data["tender"], "Another tender")} was written down: ${amount(data["amountMinor"], currency)}.`,
  "payment.voided": ({ data }) => `It was voided: ${text(data["reason"], "no reason given")}.`,
  "payment.customer_returned": () => "The customer came back from the payment page.",
  "action.started": ({ data }) => `${hand(data)} was begun.`,
  "action.acknowledged": ({ data }) => `${hand(data)} is running: Stripe has it.`,
  "action.canceling": ({ data }) => `${hand(data)} is to be ended.`,
  "action.succeeded": ({ data }) => `${hand(data)} ended: money was taken or is held.`,
  "action.failed": ({ data }) =>
    `${hand(data)} ended without money: ${text(data["failureCode"], "no code")}${because(data["reason"])}.`,
  "action.canceled": ({ data }) => `${hand(data)} was ended, and nothing was taken.`,
  "action.not_delivered": ({ data }) => `${hand(data)} is not there: the command never arrived.`,
  "action.unknown": ({ data }) => `${hand(data)}: no answer came, and it was not known what became of it.`,
  "operation.refused": ({ data }) => `Stripe refused (${text(data["code"], "no code")}): ${command(data["command"])}.`,
  "operation.unanswered": ({ data }) => `Stripe did not answer: ${command(data["command"])}.`,
};

const END: Record<PaymentStatus, (payment: Payment) => string> = {
  CREATING: () => "Stripe is still being asked to set it up.",
  CREATION_FAILED: () => "It was never set up at Stripe, and nothing was taken.",
  REQUIRES_PAYMENT_METHOD: ({ handoverUnsettled }) =>
    handoverUnsettled
      ? "Nothing was taken so far; an attempt whose end nobody saw keeps its share until it is canceled."
      : "Nothing was taken.",
  REQUIRES_CONFIRMATION: () => "A card was read and not charged.",
  REQUIRES_ACTION: () => "The customer has something to approve.",
  PROCESSING: () => "Stripe is processing it.",
  REQUIRES_CAPTURE: ({ amountCapturableMinor, currency, captureBefore }) =>
    `${formatAmount(amountCapturableMinor, currency)} is held and not taken` +
    (captureBefore === null ? "." : `, until ${captureBefore.toISOString()}.`),
  CANCELED: () => "It is canceled, and nothing was taken.",
  SUCCEEDED: ({ amountReceivedMinor, amountRefundedMinor, currency }) =>
    `${formatAmount(amountReceivedMinor, currency)} was taken` +
    (amountRefundedMinor > 0 ? `, and ${formatAmount(amountRefundedMinor, currency)} given back.` : "."),
  UNRECOGNIZED: ({ stripeStatus }) => `Stripe says ${stripeStatus ?? "something"} that this server does not know.`,
};

/** What happened to a payment, a sentence for each entry of its history, and how it stands now. */
export function explainPayment(payment: Payment, entries: readonly TimelineEntry[]): string {
  const told = entries.map((entry) => `${entry.at.toISOString()} ${entry.actor}: ${SAY[entry.type](entry, payment)}`);
  return [...told, `Now: ${END[payment.status](payment)}`].join("\n");
}

function hand(data: Record<string, unknown>): string {
  if (data["kind"] === "TWINT_REDIRECT") return "The TWINT page";
  return `The payment at reader ${text(data["readerId"], "unknown")}`;
}

function command(value: unknown): string {
  return text(value, "a change").toLowerCase().replaceAll("_", " ");
}

function because(reason: unknown): string {
  return typeof reason === "string" ? ` (${reason})` : "";
}

function amount(minor: unknown, currency: string): string {
  return typeof minor === "number" ? formatAmount(minor, currency) : "an unknown amount";
}

function text(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}
