import { type Actor, toActorName } from "../auth/actor.js";
import { requireLocation, requirePermission } from "../auth/policy.js";
import type { Transaction } from "../db/client.js";
import { type BookEntry, lockOrderBookOf } from "../db/order-books.js";
import { insertAction } from "../db/reader-actions.js";
import { settleOrder } from "../db/settle-order.js";
import type { BillingDetails } from "../domain/command.js";
import { entryOf } from "../domain/conclude-action.js";
import { BadInput, TillgraphError } from "../domain/errors.js";
import { assertMayHandOver } from "../domain/hand-over-rules.js";
import type { Operation } from "../domain/operation.js";
import { anotherWriteFirst } from "../domain/payment-rules.js";
import { type AddressInput, toAddress } from "../domain/to-address.js";
import { writeOperation } from "../operations/write-operation.js";
import { assertStripeAvailable } from "./shared/assert-stripe-available.js";
import { answerOperation } from "./shared/answer-operation.js";
import type { Deps } from "./deps.js";
import { newAction } from "./shared/new-action.js";
import { readPaymentResult } from "./shared/read-payment-result.js";
import type { PaymentResult, TwintResult } from "./results.js";
import { withRoom } from "./shared/with-room.js";

export interface ConfirmTwintPaymentInput {
  paymentId: string;
  returnUrl?: string | null | undefined;
  billingDetails?: BillingDetailsInput | null | undefined;
}

export interface BillingDetailsInput {
  name?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  address?: AddressInput | null | undefined;
}

/** Long enough for a phone to be found and unlocked; Stripe's own page lives longer, so that ours ends first. */
const REDIRECT_OPEN_MS = 10 * 60_000;
const MAX_URL = 2_000;

/**
 * Confirms a TWINT payment on the server and answers the redirect that the customer opens, with a QR code of it. While
 * a redirect is open the same one is answered; after a failure the same intent is confirmed anew.
 */
export async function confirmTwintPayment(
  deps: Deps,
  actor: Actor,
  input: ConfirmTwintPaymentInput,
): Promise<TwintResult> {
  requirePermission(actor, "confirmTwintPayment");
  const returnUrl = toReturnUrl(input.returnUrl);

  const { begun: operation, withinMs } = await withRoom(deps, actor, (tx) =>
    begin(deps, tx, { actor, input: { ...input, returnUrl } }),
  );

  const result =
    operation === null
      ? await readPaymentResult(deps, input.paymentId)
      : await answerOperation(deps, operation, { paymentId: input.paymentId, withinMs });
  return toTwintResult(result);
}

/** Writes the confirmation down; null where a redirect of this payment is open already. */
async function begin(
  deps: Deps,
  tx: Transaction,
  { actor, input }: { actor: Actor; input: ConfirmTwintPaymentInput },
): Promise<Operation | null> {
  const { order, entry } = await lockOrderBookOf(tx, input.paymentId);
  requireLocation(actor, order.locationId);
  if (entry.payment.tender !== "TWINT")
    throw new BadInput("paymentId", "That is no TWINT payment: hand it to a reader.");
  if (isOpen(entry)) return null;
  const paymentIntentId = assertMayHandOver({ order, ...entry }, "confirmed");
  const action = newAction(deps, entry.payment, {
    kind: "TWINT_REDIRECT",
    readerId: null,
    attemptKey: null,
    attemptHash: null,
    returnUrl: input.returnUrl ?? null,
    returnToken: deps.settings.newSecret(),
    openMs: REDIRECT_OPEN_MS,
  });
  if (!(await insertAction(tx, action))) throw anotherWriteFirst(entry.payment);
  assertStripeAvailable(deps, order);
  const operation = await writeOperation(deps, tx, {
    command: {
      kind: "CONFIRM_TWINT",
      paymentIntentId,
      returnUrl: `${deps.settings.publicUrl}/twint/return/${action.returnToken}`,
      billingDetails: toBillingDetails(input.billingDetails ?? null),
    },
    actor: toActorName(actor),
    payment: entry.payment,
    actionId: action.id,
  });
  if (operation === undefined) throw anotherWriteFirst(entry.payment);
  await settleOrder(tx, order, { drafts: [entryOf(action)], source: { actor: operation.actor, at: action.startedAt } });
  return operation;
}

/** Being opened, or open: a second click gets the same redirect, or is told to ask again. */
function isOpen({ activity: { action } }: BookEntry): boolean {
  if (action?.kind !== "TWINT_REDIRECT") return false;
  return action.state === "DISPATCHING" || (action.state === "IN_PROGRESS" && action.redirectUrl !== null);
}

/** The customer's browser goes there in the end: over TLS, or to this machine while developing. Answers it written out. */
function toReturnUrl(returnUrl: string | null | undefined): string | null {
  if (returnUrl == null) return null;
  const url = URL.canParse(returnUrl) ? new URL(returnUrl) : null;
  const isLocal = url !== null && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  const isFit = url !== null && (url.protocol === "https:" || (url.protocol === "http:" && isLocal));
  // A browser would strip line breaks and take a user name for nothing; whoever writes them means something else.
  const isPlain = url !== null && url.username === "" && url.password === "" && !/[\s\\]/.test(returnUrl);
  if (url === null || !isFit || !isPlain || returnUrl.length > MAX_URL) {
    throw new BadInput("returnUrl", `returnUrl must be an https address of at most ${MAX_URL} characters.`);
  }
  return url.href;
}

function toBillingDetails(input: BillingDetailsInput | null): BillingDetails | null {
  if (input === null) return null;
  const { address } = input;
  return {
    name: input.name ?? null,
    email: input.email ?? null,
    phone: input.phone ?? null,
    address: address == null ? null : toAddress(address),
  };
}

/** A redirect that is not there yet can't be answered: the same request again will find it. */
function toTwintResult({ payment, order, action }: PaymentResult): TwintResult {
  if (order === null || action?.redirectUrl == null || action.kind !== "TWINT_REDIRECT") {
    throw new TillgraphError("REQUEST_IN_PROGRESS", "Stripe has not answered with the redirect yet. Ask again.", {
      paymentId: payment.id,
      retryable: true,
      effect: "POSSIBLE",
      ...(payment.orderId === null ? {} : { orderId: payment.orderId }),
    });
  }
  return { payment, order, redirectUrl: action.redirectUrl, deadlineAt: action.deadlineAt };
}
