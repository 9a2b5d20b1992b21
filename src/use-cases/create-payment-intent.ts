import { type Actor, toActorName } from "../auth/actor.js";
import { requirePermission } from "../auth/policy.js";
import { findLocation } from "../db/locations.js";
import { lockOrderBook } from "../db/order-books.js";
import { insertPayment } from "../db/payments.js";
import { settleOrder } from "../db/settle-order.js";
import type { Transaction } from "../db/client.js";
import { BadInput, TillgraphError } from "../domain/errors.js";
import { assertChargeable, assertPaymentAmount } from "../domain/money.js";
import type { Operation } from "../domain/operation.js";
import type { Order } from "../domain/order.js";
import { assertTakesPaymentIntents, assertWithinDue } from "../domain/order-rules.js";
import type { CaptureMethod, Handover, Payment, Tender } from "../domain/payment.js";
import { anotherWriteFirst, assertApplicationFee, assertTwintAmount } from "../domain/payment-rules.js";
import { chargeableMinor, dueMinor } from "../domain/reservations.js";
import { writeOperation } from "../operations/write-operation.js";
import { assertStripeAvailable } from "./shared/assert-stripe-available.js";
import { answerOperation } from "./shared/answer-operation.js";
import type { Deps } from "./deps.js";
import { newPayment } from "./shared/new-payment.js";
import { readPaymentResult } from "./shared/read-payment-result.js";
import type { PaymentResult } from "./results.js";
import { requireOrderAt } from "./shared/require-order-at.js";
import { assertClientKey, takeRequest } from "./shared/take-request.js";
import { withRoom } from "./shared/with-room.js";

export interface CreatePaymentIntentInput {
  idempotencyKey: string;
  orderId: string;
  tender: Tender;
  amountMinor?: number | null | undefined;
  captureMethod?: CaptureMethod | null | undefined;
  /** Default SERVER. */
  handover?: Handover | undefined;
  customerId?: string | null | undefined;
  applicationFeeMinor?: number | null | undefined;
}

/** Card readers in these countries take the local currency only (docs.stripe.com/terminal/payments/regional). */
const READER_CURRENCY: Readonly<Record<string, string>> = { CH: "CHF", LI: "CHF" };

/** Sets a card or TWINT payment up at Stripe for a share of the order: by default for all that may be taken now. */
export async function createPaymentIntent(
  deps: Deps,
  actor: Actor,
  input: CreatePaymentIntentInput,
): Promise<PaymentResult> {
  requirePermission(actor, "createPaymentIntent");
  assertClientKey("idempotencyKey", input.idempotencyKey);
  if (input.amountMinor != null) assertPaymentAmount("amountMinor", input.amountMinor);

  const { begun, withinMs } = await withRoom(deps, actor, (tx) => begin(deps, tx, { actor, input }));

  if (begun.operation === null) return readPaymentResult(deps, begun.paymentId);
  return answerOperation(deps, begun.operation, { paymentId: begun.paymentId, withinMs });
}

interface Begun {
  paymentId: string;
  /** Null when an earlier, equal request made the payment. */
  operation: Operation | null;
}

async function begin(
  deps: Deps,
  tx: Transaction,
  { actor, input }: { actor: Actor; input: CreatePaymentIntentInput },
): Promise<Begun> {
  await requireOrderAt(tx, actor, input.orderId);
  const { idempotencyKey: key, ...rest } = input;
  // The default asks for the same as no choice: one request, whoever fills it in.
  const content = { ...rest, handover: input.handover === "CLIENT" ? input.handover : null };
  const paymentId = deps.newId("payment");
  const operationId = deps.newId("operation");
  const request = { mutation: "createPaymentIntent", key, input: content, entityId: paymentId, operationId };
  const earlier = await takeRequest(deps, tx, request);
  if (earlier !== null) return { paymentId: earlier, operation: null };

  const { order } = await lockOrderBook(tx, input.orderId);
  assertTakesPaymentIntents(order);
  const terms = await agreeTerms(deps, tx, { order, input });
  const payment: Payment = { ...newPayment(deps, order), id: paymentId, status: "CREATING", ...terms };
  const { tender, amountMinor, captureMethod, applicationFeeMinor } = terms;
  await insertPayment(tx, payment, order);
  assertStripeAvailable(deps, order);
  const operation = await writeOperation(deps, tx, {
    id: operationId,
    command: {
      kind: "CREATE_PAYMENT_INTENT",
      paymentId,
      orderId: order.id,
      orderReference: order.reference,
      tender,
      amountMinor,
      currency: order.currency,
      captureMethod,
      customerId: input.customerId ?? null,
      applicationFeeMinor,
    },
    actor: toActorName(actor),
    payment,
  });
  if (operation === undefined) throw anotherWriteFirst(payment);
  await settleOrder(tx, order, { drafts: [], source: { actor: operation.actor, at: payment.createdAt } });
  return { paymentId, operation };
}

interface Terms {
  tender: "CARD_PRESENT" | "TWINT";
  amountMinor: number;
  captureMethod: CaptureMethod;
  handover: Handover;
  applicationFeeMinor: number | null;
}

/** What the payment will be, or why it can't: everything that can be told before Stripe is asked. */
async function agreeTerms(
  deps: Deps,
  tx: Transaction,
  { order, input }: { order: Order; input: CreatePaymentIntentInput },
): Promise<Terms> {
  const { tender } = input;
  if (tender !== "CARD_PRESENT" && tender !== "TWINT") {
    throw new BadInput("tender", `A ${tender} payment is written down with recordPayment.`);
  }
  const captureMethod = input.captureMethod ?? (tender === "TWINT" ? "AUTOMATIC" : "MANUAL");
  if (tender === "TWINT") assertTwint(deps, order, captureMethod);
  else await assertReaderCurrency(tx, order);
  const amountMinor = input.amountMinor ?? defaultAmountMinor(order);
  assertWithinDue(order, { amountMinor, ownMinor: 0, field: "amountMinor" });
  if (amountMinor === 0)
    throw new TillgraphError("AMOUNT_EXCEEDS_DUE", "Nothing of this order can be taken now.", {
      field: "amountMinor",
      orderId: order.id,
    });
  assertPaymentAmount("amountMinor", amountMinor);
  if (tender === "TWINT") assertTwintAmount("amountMinor", amountMinor);
  assertChargeable("amountMinor", amountMinor, order.currency);
  const applicationFeeMinor = input.applicationFeeMinor ?? null;
  assertApplicationFee(applicationFeeMinor, amountMinor);
  return { tender, amountMinor, captureMethod, handover: input.handover ?? "SERVER", applicationFeeMinor };
}

/** What may be taken now; where all that is due is reserved, that: another payment may give way. */
function defaultAmountMinor(order: Order): number {
  return chargeableMinor(order) || dueMinor(order.totalMinor, order);
}

function assertTwint(deps: Deps, order: Order, captureMethod: CaptureMethod): void {
  if (!deps.account.twintEnabled) throw new BadInput("tender", "This Stripe account can't take TWINT.");
  if (order.currency !== "CHF")
    throw new BadInput("tender", `TWINT takes CHF only, and the order is in ${order.currency}.`);
  if (captureMethod !== "AUTOMATIC")
    throw new BadInput("captureMethod", "TWINT is captured at once: AUTOMATIC is the only way.");
}

async function assertReaderCurrency(tx: Transaction, order: Order): Promise<void> {
  const location = await findLocation(tx, order.locationId);
  const currency = READER_CURRENCY[location?.address.country ?? ""];
  if (currency !== undefined && currency !== order.currency) {
    throw new BadInput(
      "tender",
      `Readers at this location take ${currency} only, and the order is in ${order.currency}.`,
    );
  }
}
