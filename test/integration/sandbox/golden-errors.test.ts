import { describe, expect, it } from "vitest";

import { CHOSEN_ROWS } from "./golden-choices.js";
import { REQUEST_ROWS } from "./golden-requests.js";
import type { Ask, GoldenRow } from "./golden-row.js";
import { STATE_ROWS } from "./golden-states.js";
import { openSandbox, type OpenSandbox } from "./open-sandbox.js";

const VERSION = "2026-10-28.endive";

interface Answered {
  readonly status: number;
  readonly error: Record<string, unknown>;
  readonly message: string;
}

/** The first id stands for the first `{id}`, the last one for those that follow. */
async function askFor(row: GoldenRow): Promise<Answered> {
  const { raw, control } = await openSandbox();
  const ids = ((await row.given?.(askWith(raw), (path, body) => control("POST", path, body))) ?? "").split(" ");
  const [line, body = "", headers = {}] = row.request;
  const [method = "", path = ""] = line.replaceAll("{id}", ids[0] ?? "").split(" ");
  const form = body.replaceAll("{id}", ids.at(-1) ?? "");
  const answer = await raw(method, path, {
    ...(method === "POST" ? { body: form } : {}),
    headers: { "stripe-version": VERSION, ...headers },
  });
  const { error } = (await answer.json()) as { error: Record<string, unknown> };
  return { status: answer.status, error, message: row.message.replaceAll("{id}", ids[0] ?? "") };
}

function askWith(raw: OpenSandbox["raw"]): Ask {
  return async (line, body = "", headers = {}) => {
    const [method = "", path = ""] = line.split(" ");
    const answer = await raw(method, path, { body, headers: { "stripe-version": VERSION, ...headers } });
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
    expect(JSON.stringify(error["doc_url"] ?? "")).toContain((row.code ?? "").replaceAll("_", "-"));
    expect(error["type"]).toBe(row.message.startsWith("Keys for") ? "idempotency_error" : "invalid_request_error");
  });
});
