import type { Stripe } from "stripe";
import type { RenderedRequest } from "../domain/operation.js";
import { callStripe } from "./call-stripe.js";
import type { SendResult } from "./gateway.js";
import { writeTimeOutMs } from "./time-outs.js";
import { toAnswer } from "./to-answer.js";
import { tryTo } from "./try-to.js";

/** Sends what was written down, exactly as it was written down, under the operation's key. */
export async function sendRequest(
  client: Stripe,
  request: RenderedRequest,
  idempotencyKey: string,
): Promise<SendResult> {
  const { params, keyFingerprint: _, ...call } = request;
  const reply = await callStripe(client, {
    ...call,
    // Only a POST has a body; the SDK refuses parameters elsewhere.
    ...(call.method === "POST" ? { params } : {}),
    timeOutMs: writeTimeOutMs(call.path),
    idempotencyKey,
  });
  if (reply.outcome !== "Answered") return reply;
  const answer = tryTo(() => toAnswer(reply.body));
  if (answer === undefined) return { outcome: "Unanswered", reason: "unreadable answer" };
  return { outcome: "Answered", answer, ...reply.meta };
}
