import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";

import { startSandbox } from "./start-sandbox.js";

// Rows stay, so what V8 usually leaves room for is garbage: with 100,000 intents held the process took 325 MB for 376,
// and under --state 398 MB for 566 (npm run bench).
setFlagsFromString("--heap-growing-percent=50");

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "12111" },
    host: { type: "string", default: "127.0.0.1" },
    state: { type: "string" },
    seed: { type: "string" },
    "api-version": { type: "string" },
  },
});

const sandbox = await startSandbox({
  port: Number(values.port),
  host: values.host,
  clock: { now: () => Date.now() },
  log: (line) => console.error(line),
  ...(values.state === undefined ? {} : { stateDir: values.state }),
  ...(values.seed === undefined ? {} : { seed: values.seed }),
  ...(values["api-version"] === undefined ? {} : { defaultApiVersion: values["api-version"] }),
});

const close = (): void => {
  void sandbox.close().then(() => process.exit(0));
};
process.once("SIGINT", close);
process.once("SIGTERM", close);

// Last, because whoever waits for this line may send a signal right after it.
console.log(`Stripe sandbox: ${sandbox.url} (account ${sandbox.accountId})`);
