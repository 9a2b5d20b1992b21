import { z } from "zod";
import { CommandError } from "../command-error.js";

export const WEBHOOK_MODES = ["normal", "off", "twice-reversed"] as const;
export type WebhookMode = (typeof WEBHOOK_MODES)[number];

const ANSWER_WITHIN_MS = 5_000;
const answer = z.object({ mode: z.enum(["normal", "off", "twice_reversed"]) });

/** Tells a sandbox how to deliver its webhooks, and answers how to put it back. */
export async function setWebhooks(
  sandboxUrl: string | undefined,
  mode: WebhookMode | undefined,
): Promise<() => Promise<void>> {
  if (mode === undefined) return () => Promise.resolve();
  if (sandboxUrl === undefined)
    throw new CommandError("--webhooks is for a sandbox: Stripe itself has no such switch.");
  const before = await control(sandboxUrl);
  await control(sandboxUrl, mode.replace("-", "_"));
  return async () => void (await control(sandboxUrl, before));
}

async function control(sandboxUrl: string, mode?: string): Promise<string> {
  const response = await fetch(`${sandboxUrl}/_sandbox/webhooks`, {
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    ...(mode === undefined ? {} : { method: "POST", body: JSON.stringify({ mode }) }),
  });
  if (!response.ok) {
    throw new CommandError(`--webhooks: ${sandboxUrl} has no control plane (it answers ${response.status}).`);
  }
  return answer.parse(await response.json()).mode;
}
