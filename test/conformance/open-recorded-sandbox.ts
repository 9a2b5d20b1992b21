import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

import { startSandbox, type Sandbox } from "../../src/sandbox/start-sandbox.js";
import { DOCUMENTED_VERSION } from "../support/conformance/openapi-document.js";
import { type Recorder, recording } from "../support/conformance/recorder.js";

export type Answer = Record<string, unknown> & { readonly id: string };

export interface RecordedSandbox {
  readonly sandbox: Sandbox;
  /** `POST /v1/…` with a form, or `GET /v1/…?…`; answers are recorded whatever their status. */
  call(line: string, form?: string, headers?: Record<string, string>): Promise<Answer>;
  control(path: string, body: unknown): Promise<void>;
  /** Lets time pass until all that was due has happened. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

const KEY = "sk_test_conformance";

export async function openRecordedSandbox(recorder: Recorder): Promise<RecordedSandbox> {
  const sandbox = await startSandbox({ port: 0, seed: "conformance", defaultApiVersion: DOCUMENTED_VERSION });
  const receiver = createServer((incoming, response) => {
    let body = "";
    incoming.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    incoming.on("end", () => {
      recorder.noteEvent(body);
      response.end();
    });
  });
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const { port } = receiver.address() as AddressInfo;

  const recorded = recording(recorder.note, (request) => sandbox.fetch(request));
  const control = async (path: string, body: unknown) => {
    const answer = await fetch(`${sandbox.url}/_sandbox/${path}`, { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`control plane: ${answer.status} ${await answer.text()}`);
  };
  const call: RecordedSandbox["call"] = async (line, form = "", headers = {}) => {
    const [method = "GET", target = ""] = line.split(" ");
    const answer = await recorded(`${sandbox.url}${target}`, {
      method,
      headers: {
        authorization: `Bearer ${KEY}`,
        "content-type": "application/x-www-form-urlencoded",
        "stripe-version": DOCUMENTED_VERSION,
        ...headers,
      },
      ...(method === "POST" ? { body: form } : {}),
    });
    return (await answer.json()) as Answer;
  };
  await call(
    "POST /v1/webhook_endpoints",
    `url=${encodeURIComponent(`http://127.0.0.1:${port}/`)}&enabled_events[]=*&api_version=${DOCUMENTED_VERSION}`,
  );
  return {
    sandbox,
    call,
    control,
    async advance(ms) {
      await control("clock", { advance_ms: ms });
      await call("GET /v1/account");
    },
    async close() {
      await sandbox.close();
      receiver.close();
      receiver.closeAllConnections();
    },
  };
}
