import { type Actor, toActorName } from "../../auth/actor.js";
import type { Transaction } from "../../db/client.js";
import { listBookEntries, lockOrderBook, lockOrderBookOf } from "../../db/order-books.js";
import { findPayment } from "../../db/payments.js";
import { blockerOf } from "../../domain/blocking.js";
import { TillgraphError } from "../../domain/errors.js";
import { chooseGivingWay, mayBecomeFree } from "../../domain/giving-way.js";
import { formatAmount } from "../../domain/money.js";
import type { Operation } from "../../domain/operation.js";
import { ReservedByAnother } from "../../domain/order-rules.js";
import { performAllWithin } from "../../operations/perform-within.js";
import { ANSWER_WITHIN_MS } from "../../operations/wait-within.js";
import type { Deps } from "../deps.js";
import { isStripeAvailable } from "./assert-stripe-available.js";
import { writeCancelOfIntent } from "./cancel-intent.js";

/** What is left of the time a till waits is for the request itself. */
const ROOM_WITHIN_MS = 900;

/**
 * Begins something that takes an order's money. Where that is refused because another payment, which nobody goes on
 * with, may still take it, that one is first canceled at Stripe and seen canceled. Where its customer paid at the last
 * moment the truth is told: AMOUNT_EXCEEDS_DUE with the payment that went through. `withinMs` is what is left of the
 * time in which the request is to be answered.
 *
 * @throws ReservedByAnother (PAYMENT_IN_PROGRESS) where nothing gives way, or Stripe has not canceled it yet.
 */
export async function withRoom<T>(
  deps: Deps,
  actor: Actor,
  begin: (tx: Transaction) => Promise<T>,
): Promise<{ begun: T; withinMs: number }> {
  const askedAt = deps.clock.now();
  try {
    return { begun: await deps.db.transaction(begin), withinMs: ANSWER_WITHIN_MS };
  } catch (error) {
    if (!(error instanceof ReservedByAnother)) throw error;
    // Only Stripe can make room. "Cash can be taken" would be untrue while the other payment may still take the money.
    if (!isStripeAvailable(deps)) throw await namingTheOther(deps, error);
    const cancels = await deps.db.transaction((tx) => writeCancels(deps, tx, { actor: toActorName(actor), error }));
    if (cancels.length === 0) throw await namingTheOther(deps, error);
    await performAllWithin(deps, cancels, ROOM_WITHIN_MS);
    await assertNonePaid(deps, cancels);
    try {
      const begun = await deps.db.transaction(begin);
      return { begun, withinMs: ANSWER_WITHIN_MS - (deps.clock.now().getTime() - askedAt.getTime()) };
    } catch (refused) {
      // Stripe's answer may have been recorded just before: then that is the reason, and names the payment.
      await assertNonePaid(deps, cancels);
      throw refused instanceof ReservedByAnother ? await namingTheOther(deps, refused) : refused;
    }
  }
}

async function writeCancels(
  deps: Deps,
  tx: Transaction,
  { actor, error }: { actor: string; error: ReservedByAnother },
): Promise<Operation[]> {
  const { orderId = "", paymentId: askingId } = error.details;
  const { entries } = await lockOrderBook(tx, orderId);
  const others = entries.filter(({ payment }) => payment.id !== askingId);
  const operations: Operation[] = [];
  for (const { payment } of chooseGivingWay(others, error.missingMinor)) {
    const { entry } = await lockOrderBookOf(tx, payment.id);
    const operation = await writeCancelOfIntent(deps, tx, { entry, actor, reason: null, cause: "ANOTHER_TENDER" });
    if (operation !== undefined) operations.push(operation);
  }
  return operations;
}

/** The same refusal with the payment that is in the way, instead of the one that asks, and whether waiting helps. */
async function namingTheOther(deps: Deps, { missingMinor, details }: ReservedByAnother): Promise<ReservedByAnother> {
  const { paymentId: askingId, ...rest } = details;
  const entries = await listBookEntries(deps.db, details.orderId ?? "");
  const others = entries.filter(({ payment }) => payment.id !== askingId);
  return new ReservedByAnother(missingMinor, { ...rest, ...blockerOf(others, missingMinor, mayBecomeFree) });
}

async function assertNonePaid(deps: Deps, cancels: readonly Operation[]): Promise<void> {
  for (const { paymentId } of cancels) await assertNotPaid(deps, paymentId ?? "");
}

/** Stripe refuses to cancel what the customer paid while we asked. */
async function assertNotPaid(deps: Deps, paymentId: string): Promise<void> {
  const payment = await findPayment(deps.db, paymentId);
  if (payment?.status !== "SUCCEEDED" && payment?.status !== "REQUIRES_CAPTURE") return;
  const amount = formatAmount(payment.amountMinor, payment.currency);
  throw new TillgraphError(
    "AMOUNT_EXCEEDS_DUE",
    `The earlier payment went through after all: ${amount}. Take no other money for it.`,
    { paymentId, ...(payment.orderId === null ? {} : { orderId: payment.orderId }) },
  );
}
