import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { benchOverhead } from "./bench-overhead.js";
import { drive, measure, type Figure } from "./drive.js";
import { startMeasured, type MeasuredProcess } from "./measured-process.js";
import { printMemory, printScenarios } from "./print-figures.js";
import { BARE, SCENARIOS, type Scenario } from "./scenarios.js";
import { closeShop, createIntent, openBareShop, openShop, sell, type Shop } from "./shop.js";

const { values } = parseArgs({
  options: {
    /** Another build of the sandbox, to lay two runs side by side. */
    sandbox: { type: "string", default: fileURLToPath(new URL("../dist/sandbox/main.js", import.meta.url)) },
    intents: { type: "string", default: "100000" },
    sales: { type: "string", default: "25000" },
    /** Of a till, through us and bare; a key may ask 3,000 times a minute. */
    turns: { type: "string", default: "400" },
    webhooks: { type: "string", default: "10000" },
    /** Only one of the sections: sandbox or overhead. */
    only: { type: "string" },
  },
});
const INTENTS = Number(values.intents);
const SALES = Number(values.sales);
const BARE_SERVER = fileURLToPath(new URL("./bare-server.mjs", import.meta.url));

/** About what a PaymentIntent takes. */
const BARE_BODY_BYTES = 1_700;

async function measureBare(): Promise<Figure> {
  const server = await startMeasured(BARE_SERVER, [String(BARE_BODY_BYTES)]);
  const shop = await openBareShop(server.port);
  const figure = await measure(server, shop, BARE);
  closeShop(shop);
  await server.stop();
  return figure;
}

function startSandbox(stateDir: string | undefined): Promise<MeasuredProcess> {
  return startMeasured(values.sandbox, ["--port", "0", ...(stateDir === undefined ? [] : ["--state", stateDir])]);
}

async function measureAll(server: MeasuredProcess, shop: Shop): Promise<Map<Scenario, Figure>> {
  const figures = new Map<Scenario, Figure>();
  for (const scenario of SCENARIOS) figures.set(scenario, await measure(server, shop, scenario));
  return figures;
}

async function benchIntents(stateDir: string | undefined): Promise<void> {
  const bare = await measureBare();
  const server = await startSandbox(stateDir);
  const shop = await openShop(server.port);
  const empty = await measureAll(server, shop);
  await drive(shop, { turns: INTENTS - shop.intents.length, once: createIntent });
  const usage = await server.usageCollected();
  const full = await measureAll(server, shop);
  closeShop(shop);
  await server.stop();

  printScenarios(stateDir === undefined ? "in memory" : "with --state", { bare, empty, full, held: INTENTS });
  printMemory(`${INTENTS} PaymentIntents held`, usage);
  if (stateDir !== undefined) await benchStart(stateDir);
}

async function benchStart(stateDir: string): Promise<void> {
  const server = await startSandbox(stateDir);
  const usage = await server.usageCollected();
  console.log(`started again from the folder in ${Math.round(server.startedInMs)} ms`);
  printMemory("after that start", usage);
  await server.stop();
}

async function benchSales(): Promise<void> {
  const server = await startSandbox(undefined);
  const shop = await openShop(server.port);
  await drive(shop, { turns: SALES, once: sell });
  printMemory(`${SALES} whole sales held`, await server.usageCollected());
  closeShop(shop);
  await server.stop();
}

async function benchSandbox(): Promise<void> {
  await benchIntents(undefined);
  const folder = mkdtempSync(join(tmpdir(), "sandbox-bench-"));
  try {
    await benchIntents(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await benchSales();
}

if (values.only !== "overhead") await benchSandbox();
if (values.only !== "sandbox") {
  const { sandbox: sandboxProgram, turns, webhooks } = values;
  await benchOverhead({ sandboxProgram, sales: Number(turns), webhooks: Number(webhooks) });
}
