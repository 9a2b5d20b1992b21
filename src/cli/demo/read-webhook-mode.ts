import { parseArgs } from "node:util";
import { CommandError } from "../command-error.js";
import { WEBHOOK_MODES, type WebhookMode } from "./set-webhooks.js";

const USAGE = `Usage: npm run demo [-- --webhooks ${WEBHOOK_MODES.join("|")}]`;

/** Reads what was typed after `npm run demo --`: how the sandbox is to deliver its webhooks, if that was said. */
export function readWebhookMode(args: readonly string[]): WebhookMode | undefined {
  const text = parse(args);
  const mode = WEBHOOK_MODES.find((candidate) => candidate === text);
  if (text !== undefined && mode === undefined) {
    throw new CommandError(`--webhooks must be one of ${WEBHOOK_MODES.join(", ")}, not ${JSON.stringify(text)}.`);
  }
  return mode;
}

function parse(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { webhooks: { type: "string" } } }).values.webhooks;
  } catch (error) {
    const isUsage = error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_");
    if (!isUsage) throw error;
    throw new CommandError(`${error.message}\n\n${USAGE}`);
  }
}
