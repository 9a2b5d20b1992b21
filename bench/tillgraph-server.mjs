// The built server as it runs for real, without its jobs: what they do beside a request is not the request's.
import { createApp } from "../dist/app.js";
import { createSystemClock } from "../dist/bootstrap/system-clock.js";
import { createLogger } from "../dist/telemetry/logger.js";

const { databaseUrl, stripeUrl, secretKey, webhookSecret, port } = JSON.parse(process.argv[2]);
const publicUrl = `http://127.0.0.1:${port}`;

const app = await createApp({
  databaseUrl,
  stripe: { secretKey, publishableKey: null, apiBase: new URL(stripeUrl), webhookSecrets: [webhookSecret] },
  publicUrl,
  production: true,
  clock: createSystemClock(Date.now),
  logger: createLogger({ level: "error" }),
});
await app.listen({ host: "127.0.0.1", port });
console.log(`Tillgraph: ${publicUrl}`);
