import { z } from "zod";

import { SETTINGS_ID } from "../store/state.js";
import { createTables, type TableName, type Tables } from "../store/tables.js";
import type { SandboxRequest } from "../http/exchange.js";
import type { Sandboxed } from "./control-deps.js";
import { RowSplitter } from "./split-rows.js";

const frame = z.strictObject({ account_id: z.string(), ids: z.number().int().min(0), rows: z.tuple([]) });
const savedRow = z.tuple([z.string(), z.looseObject({ id: z.string(), account: z.string() })]);

/** Puts a saved state in the place of this one, its account and its seed too; one that is not whole changes nothing. */
export async function loadState({ engine, wake }: Sandboxed, { upload }: SandboxRequest): Promise<unknown> {
  const tables = createTables();
  const splitter = new RowSplitter();
  await readAll(upload, (chunk) => {
    for (const row of splitter.push(chunk)) putRow(tables, row);
  });
  const { account_id: accountId, ids } = frame.parse(splitter.end());
  if (!tables.settings.find(SETTINGS_ID)) throw new SyntaxError("no settings");

  engine.state.replace(tables, ids);
  engine.mainAccount = accountId;
  wake();
  return { status: "ok", accountId };
}

/** To the end in any case: whoever is still writing does not read that it was refused. */
async function readAll(upload: SandboxRequest["upload"], take: (chunk: Uint8Array) => void): Promise<void> {
  let failure: unknown;
  for await (const chunk of upload ?? []) {
    if (failure !== undefined) continue;
    try {
      take(chunk);
    } catch (error) {
      failure = error;
    }
  }
  if (failure !== undefined) throw failure;
}

function putRow(tables: Tables, row: unknown): void {
  const [name] = savedRow.parse(row);
  if (!Object.hasOwn(tables, name)) throw new SyntaxError(`no table ${name}`);
  const [, plain] = row as [string, unknown];
  (tables[name as TableName] as { put(value: unknown): void }).put(plain);
}
