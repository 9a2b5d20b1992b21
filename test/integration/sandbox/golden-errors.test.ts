import { describe, expect, it } from "vitest";

import { CHOSEN_ROWS } from "./golden-choices.js";
import { REQUEST_ROWS } from "./golden-requests.js";
import type { Ask, GoldenRow } from "./golden-row.js";
import { STATE_ROWS } from "./golden-states.js";
import { openSandbox, type OpenSandbox } from "./open-sandbox.js";

const LOG = /^https:\/\/dashboard\.stripe\.com\/acct_\w+\/test\/workbench\/logs\?object=req_\w{14}$/;

const VERSION = "2026-10-28.endive";

interface Answered {
  readonly status: number;
  readonly error: Record<string, unknown>;
  readonly message: string;
}

/** `{id}` is the first id in the path and the message, and the last one in the form; others are named by their place. */
async function askFor(row: GoldenRow): Promise<Answered> {
  const { raw, control } = await openSandbox();
  const ids = ((await row.given?.(askWith(raw), (path, body) => control("POST", path, body))) ?? "").split(" ");
  const named = (text: string, id = ids[0]) =>
    text
      .replaceAll("{id}", id ?? "")
      .replaceAll("{second}", ids[1] ?? "")
      .replaceAll("{last}", ids.at(-1) ?? "");
  const [line, body = "", headers = {}] = row.request;
  const [method = "", path = ""] = named(line).split(" ");
  const form = named(body, ids.at(-1));
  const answer = await raw(method, path, {
    ...(method === "POST" ? { body: form } : {}),
    headers: { "stripe-version": VERSION, ...headers },
  });
  const { error } = (await answer.json()) as { error: Record<string, unknown> };
  return { status: answer.status, error, message: named(row.message) };
}

/** Facts 2: where each code is explained. */
function pageOf(code: string | undefined): string | null {
  return code === undefined ? null : `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}`;
}

function askWith(raw: OpenSandbox["raw"]): Ask {
  return async (line, body = "", headers = {}) => {
    const [method = "", path = ""] = line.split(" ");
    const init = { headers: { "stripe-version": VERSION, ...headers }, ...(method === "POST" ? { body } : {}) };
    const answer = await raw(method, path, init);
    expect(answer.status).toBe(200);
    return (await answer.json()) as Record<string, unknown>;
  };
}

describe.each([
  ["as recorded", [...REQUEST_ROWS, ...STATE_ROWS]],
  ["in the sandbox's own words", CHOSEN_ROWS],
])("Stripe's errors %s", (_kind, rows) => {
  it.each(rows.map((row) => [row.situation, row] as const))("are told by status, keys and text: %s", async (_, row) => {
    const { status, error, message } = await askFor(row);

    expect(Object.keys(error).join(", ")).toBe(row.keys);
    expect({ status, ...error }).toMatchObject({ status: row.status, message });
    expect([error["code"], error["param"]]).toEqual([row.code, row.param]);
    expect(error["doc_url"] ?? null).toBe(row.docUrl === undefined ? pageOf(row.code) : row.docUrl);
    expect(String(error["request_log_url"])).toMatch(row.keys.includes("log_url") ? LOG : /^undefined$/);
    expect(error["type"]).toBe(row.message.startsWith("Keys for") ? "idempotency_error" : "invalid_request_error");
  });
});
