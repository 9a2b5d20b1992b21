import type { Stripe } from "stripe";
import { callStripe, type StripeCall } from "../call-stripe.js";
import type { ReadResult } from "../gateway.js";
import type { Failure } from "../to-failure.js";
import { tryTo } from "../try-to.js";

/** Stripe's object of one call, in our words. `convert` answers undefined for what is not there any more. */
export async function readObject<T>(
  client: Stripe,
  call: StripeCall,
  expected: { object: string; convert: (body: Record<string, unknown>) => T },
): Promise<ReadResult<T>> {
  const reply = await callStripe(client, call);
  if (reply.outcome !== "Answered") return toReadFailure(reply);
  const { body } = reply;
  if (body["deleted"] === true) return { outcome: "Missing", message: `${expected.object} was deleted` };
  const value = body["object"] === expected.object ? tryTo(() => expected.convert(body)) : undefined;
  return value === undefined ? { outcome: "Unanswered", reason: "unreadable answer" } : { outcome: "Found", value };
}

/** A read has no effect, so a server error only means: ask again. */
export function toReadFailure(failure: Failure): Exclude<ReadResult<never>, { outcome: "Found" }> {
  if (failure.outcome === "Unanswered") return failure;
  const { code, httpStatus, message } = failure.refusal;
  if (failure.outcome === "Faulted") {
    return { outcome: "Unanswered", reason: `${code} (HTTP ${httpStatus}): ${message}` };
  }
  if (httpStatus === 404 && code === "resource_missing") return { outcome: "Missing", message };
  return failure;
}
