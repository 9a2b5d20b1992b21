import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Sandbox } from "../../../src/sandbox/start-sandbox.js";
import { DOCUMENTED_VERSION } from "./openapi-document.js";
import { type Exchange, openRecordingProxy, recording } from "./recorder.js";

const HEADERS = { authorization: "Bearer sk_test_recorder", "stripe-version": DOCUMENTED_VERSION };

export interface RecordedTraffic {
  /** The sandbox as its client is to see it. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Writes down what a client and the sandbox say to each other, a file in `folder`. It is held to the document later:
 * making a validator of the document takes seconds in which neither would answer the other.
 */
export async function recordTraffic(sandbox: Sandbox, folder: string): Promise<RecordedTraffic> {
  const exchanges: Exchange[] = [];
  const proxy = await openRecordingProxy((exchange) => exchanges.push(exchange), sandbox.url);
  return {
    url: proxy.url,
    async close() {
      await proxy.close();
      await readAllEvents((exchange) => exchanges.push(exchange), sandbox);
      await writeFile(join(folder, `${randomUUID()}.json`), JSON.stringify(exchanges));
    },
  };
}

/** Deliveries may have been switched off or dropped; the events are there all the same. */
async function readAllEvents(note: (exchange: Exchange) => void, sandbox: Sandbox): Promise<void> {
  await sandbox.fetch(new Request(`${sandbox.url}/_sandbox/faults`, { method: "DELETE" }));
  const fetch = recording(note, (request) => sandbox.fetch(request));
  for (let cursor = ""; ;) {
    const answer = await fetch(`${sandbox.url}/v1/events?limit=100${cursor}`, { headers: HEADERS });
    const { data, has_more: hasMore } = (await answer.json()) as { data: { id: string }[]; has_more: boolean };
    const last = data.at(-1);
    if (!hasMore || last === undefined) return;
    cursor = `&starting_after=${last.id}`;
  }
}
