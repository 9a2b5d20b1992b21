import { inject } from "vitest";

import { SIM_SETTINGS } from "../../src/sandbox/entities/sim-choices.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/start-sandbox.js";
import { DOCUMENTED_VERSION } from "./conformance/openapi-document.js";
import { recordTraffic } from "./conformance/record-traffic.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Which of its settings each choice of the sandbox has in this run: 0 the default, 1 the next, … */
    sandboxSettings: number;
  }
}

export interface TestStripe {
  readonly sandbox: Sandbox;
  /** Where the server finds Stripe. */
  readonly apiBase: URL;
  close(): Promise<void>;
}

/** The setting that a choice of the sandbox has in this run. */
export function chosen(name: keyof typeof SIM_SETTINGS): string {
  const settings: readonly string[] = SIM_SETTINGS[name];
  return settings[inject("sandboxSettings")] ?? settings[0] ?? "";
}

/** A sandbox of the caller's own, in the run's settings; all traffic with it is recorded where the run asks for it. */
export async function openTestStripe(): Promise<TestStripe> {
  const folder = inject("trafficFolder");
  // Stripe lists events in the account's default version, but there is a document of one version only.
  const version = folder === "" ? {} : { defaultApiVersion: DOCUMENTED_VERSION };
  const sandbox = await startSandbox({ port: 0, ...version });
  await setChoices(sandbox);
  if (folder === "") return { sandbox, apiBase: new URL(sandbox.url), close: () => sandbox.close() };
  const traffic = await recordTraffic(sandbox, folder);
  return {
    sandbox,
    apiBase: new URL(traffic.url),
    async close() {
      await traffic.close();
      await sandbox.close();
    },
  };
}

async function setChoices(sandbox: Sandbox): Promise<void> {
  const names = Object.keys(SIM_SETTINGS) as (keyof typeof SIM_SETTINGS)[];
  const body = JSON.stringify(Object.fromEntries(names.map((name) => [name, chosen(name)])));
  const answer = await sandbox.fetch(new Request(`${sandbox.url}/_sandbox/behaviour`, { method: "POST", body }));
  if (!answer.ok) throw new Error(`control plane: ${answer.status} ${await answer.text()}`);
}
