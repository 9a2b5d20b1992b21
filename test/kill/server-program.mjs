// The built server, with one way more to end than the real one has: by itself, at a recovery point. Its only argument
// is the ServerOrder of start-server.ts. Built, and not through a loader: so it starts in half the time, forty times.
import { setTimeout as sleep } from "node:timers/promises";
import { createApp } from "../../dist/app.js";
import { createSystemClock } from "../../dist/bootstrap/system-clock.js";
import { createLogger } from "../../dist/telemetry/logger.js";

/** A dozen servers at once stay well below what the test database takes. */
const MAX_CONNECTIONS = 6;
const ASK_AGAIN_AFTER_MS = 10;

const { port, databaseUrl, stripeUrl, secretKey, webhookSecrets, death } = JSON.parse(process.argv[2]);

// Nothing is left behind when the test run breaks off.
process.on("disconnect", () => process.exit());

let isOver = false;
const app = await createApp({
  databaseUrl,
  stripe: { secretKey, publishableKey: null, apiBase: new URL(stripeUrl), webhookSecrets },
  publicUrl: `http://127.0.0.1:${port}`,
  production: false,
  clock: createSystemClock(Date.now),
  logger: createLogger({ level: "info" }),
  maxConnections: MAX_CONNECTIONS,
  ...(death === null ? {} : { checkpoint: dieAtDeath }),
});
app.startJobs();
await app.listen({ host: "127.0.0.1", port });
process.send("ready");

/** After the send means: Stripe has done what was asked, and its answer is on the way. */
async function dieAtDeath(point, operation) {
  if (isOver || point !== death.point || operation.kind !== death.kind) return;
  isOver = true;
  if (point === "after the send") await doneAtStripe(operation.id);
  if (death.by === "SIGSTOP") process.send("stopping");
  process.kill(process.pid, death.by ?? "SIGKILL");
}

async function doneAtStripe(idempotencyKey) {
  for (;;) {
    const response = await fetch(`${stripeUrl}/_sandbox/journal`);
    const { requests } = await response.json();
    if (requests.some((each) => each.idempotency_key === idempotencyKey && each.effects.length > 0)) return;
    await sleep(ASK_AGAIN_AFTER_MS);
  }
}
