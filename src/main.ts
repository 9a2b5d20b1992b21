import closeWithGrace from "close-with-grace";
import { explainFailure } from "./bootstrap/explain-failure.js";
import { createSystemClock } from "./bootstrap/system-clock.js";
import { readConfig } from "./config.js";
import { type RunningServer, startServer } from "./start-server.js";
import { createLogger } from "./telemetry/logger.js";

/** Ctrl-C ends everything within five seconds; what is under way by then is left for recovery. */
const CLOSE_WITHIN_MS = 4_500;

async function main(): Promise<void> {
  const config = readConfig();
  const logger = createLogger({ level: config.logLevel });
  const server = await startServer(config, { clock: createSystemClock(Date.now), logger });
  closeWithGrace({ delay: CLOSE_WITHIN_MS, logger: false }, async ({ err }) => {
    if (err) logger.fatal({ err }, "the server ends because of a fault");
    await server.close();
  });
  greet(server);
}

function greet({ url, sandboxUrl, keys }: RunningServer): void {
  const lines = [`Tillgraph      ${url}/graphql`];
  if (sandboxUrl !== null) lines.push(`Stripe sandbox ${sandboxUrl} (play money)`);
  if (keys !== null) {
    lines.push("", "Development keys (Authorization: Bearer <key>):");
    for (const [role, key] of Object.entries(keys)) lines.push(`  ${role.padEnd(12)} ${key}`);
  }
  console.log(`\n${lines.join("\n")}\n`);
}

main().catch((error: unknown) => {
  console.error(explainFailure(error));
  process.exitCode = 1;
});
