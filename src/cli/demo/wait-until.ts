import { setTimeout as sleep } from "node:timers/promises";
import { StepFailed } from "./step-failed.js";

/** Several looks of the server's own at Stripe, every two seconds, for a day without webhooks. */
export const STATE_WITHIN_MS = 10_000;
const ASK_EVERY_MS = 100;

/** Asks again until the answer fits, as a till that polls. */
export async function waitUntil<Answer>(
  what: string,
  ask: () => Promise<Answer>,
  fits: (answer: Answer) => boolean,
): Promise<Answer> {
  const deadlineMs = performance.now() + STATE_WITHIN_MS;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (performance.now() > deadlineMs) throw notInTime(what, answer);
    await sleep(ASK_EVERY_MS);
  }
}

export function notInTime(what: string, latest: unknown): StepFailed {
  return new StepFailed(
    `${what}: not so within ${STATE_WITHIN_MS / 1_000} s; the latest was ${JSON.stringify(latest)}`,
  );
}
