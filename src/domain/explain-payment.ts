import { explainEntry, type Names } from "./explain-entry.js";
import { formatAmount } from "./money.js";
import type { Payment, PaymentStatus } from "./payment.js";
import type { TimelineEntry } from "./timeline.js";

const END: Record<PaymentStatus, (payment: Payment) => string> = {
  CREATING: () => "Stripe is still being asked to set it up.",
  CREATION_FAILED: () => "It was never set up at Stripe, and nothing was taken.",
  REQUIRES_PAYMENT_METHOD: ({ handover, handoverUnsettled }) => {
    if (handover === "CLIENT") return "Nothing was taken so far; the till takes it itself, and may at any moment.";
    return handoverUnsettled
      ? "Nothing was taken so far; an attempt whose end nobody saw keeps its share until it is canceled."
      : "Nothing was taken.";
  },
  REQUIRES_CONFIRMATION: ({ handover }) =>
    handover === "CLIENT"
      ? "The till has yet to confirm it, and may at any moment."
      : "A card was read and not charged.",
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
export function explainPayment(payment: Payment, entries: readonly TimelineEntry[], names: Names): string {
  const told = entries.map((entry) => {
    const by = nameOf(entry.actor, names);
    return `${entry.at.toISOString()} ${by}: ${explainEntry(entry, { payment, names })}`;
  });
  return [...told, `Now: ${END[payment.status](payment)}`].join("\n");
}

/** Actors as the timeline names them: `till:key_…`, `job:…`, and who has no key. */
function nameOf(actor: string, { keys }: Names): string {
  const [role = "", id] = actor.split(":");
  if (role === "job") return "a job of the server";
  if (id !== undefined) return `${role.replaceAll("_", " ")} key "${keys.get(id) ?? id}"`;
  return actor === "stripe" ? "news from Stripe" : `the ${actor}`;
}
