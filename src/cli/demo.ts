import { readConfig } from "../config.js";
import { createPrinter } from "./demo/create-printer.js";
import { withDemoServer } from "./demo/open-demo-server.js";
import { readWebhookMode } from "./demo/read-webhook-mode.js";
import { setWebhooks } from "./demo/set-webhooks.js";
import { tellDemo } from "./demo/tell-demo.js";
import { explainFailure } from "../bootstrap/explain-failure.js";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
/** What a shell calls a process that Ctrl-C ended. */
const INTERRUPTED = 130;

const printer = createPrinter((line) => console.log(line));

async function main(interrupted: AbortSignal): Promise<void> {
  const startedMs = performance.now();
  const mode = readWebhookMode(process.argv.slice(2));
  await withDemoServer(readConfig(), async (server) => {
    const putBack = await setWebhooks(server.sandboxUrl, mode);
    console.log(`Tillgraph demo at ${server.url}/graphql${mode === undefined ? "" : `, webhooks ${mode}`}`);
    try {
      await Promise.race([tellDemo(server, printer), untilAborted(interrupted)]);
    } finally {
      await putBack();
    }
  });
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  console.log(`\n✓  Every step went as said, in ${seconds} s.`);
}

async function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = () => reject(new Error("interrupted"));
    if (signal.aborted) give();
    signal.addEventListener("abort", give, { once: true });
  });
}

const interruption = new AbortController();
// A second signal ends the process at once: the handlers are gone by then.
for (const signal of SIGNALS) process.once(signal, () => interruption.abort());
// Nobody reads any further, `npm run demo | head`: what was started is still to be ended.
process.stdout.on("error", () => interruption.abort());

main(interruption.signal).then(
  () => process.exit(0),
  (error: unknown) => {
    if (interruption.signal.aborted) process.exit(INTERRUPTED); // Whoever did it knows why.
    const where =
      printer.currentChapter === undefined
        ? "The demo did not start"
        : `The demo failed at "${printer.currentChapter}"`;
    console.error(`\n✗  ${where}: ${explainFailure(error)}`);
    process.exit(1);
  },
);
