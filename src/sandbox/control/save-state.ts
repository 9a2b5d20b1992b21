import { z } from "zod";

import { SETTINGS_ID } from "../store/state.js";
import type { TableName } from "../store/tables.js";
import type { SandboxRequest } from "../http/exchange.js";
import type { Sandboxed } from "./control-deps.js";
import { readJson } from "./read-json.js";

const savedState = z.strictObject({
  account_id: z.string(),
  ids: z.number().int().min(0),
  rows: z.array(z.tuple([z.string(), z.looseObject({ id: z.string(), account: z.string() })])),
});

/** Everything that the sandbox knows, in an order from which its lists come back; switches and faults are the run's. */
export function saveState({ engine }: Sandboxed): z.infer<typeof savedState> {
  const { tables, idsDrawn } = engine.state;
  const rows = (Object.keys(tables) as TableName[]).flatMap((name) =>
    [...tables[name].inOrder()].map((row): [string, { id: string; account: string }] => [name, row]),
  );
  return { account_id: engine.mainAccount, ids: idsDrawn, rows };
}

/** Puts a saved state in the place of this one, its account and its seed too. */
export function loadState({ engine, wake }: Sandboxed, request: SandboxRequest): unknown {
  const saved = savedState.parse(readJson(request));
  const known = new Set(Object.keys(engine.state.tables));
  const stranger = saved.rows.find(([name]) => !known.has(name));
  if (stranger) throw new SyntaxError(`no table ${stranger[0]}`);
  if (!saved.rows.some(([name, { id }]) => name === "settings" && id === SETTINGS_ID))
    throw new SyntaxError("no settings");

  engine.state.clear();
  const unit = engine.state.begin();
  for (const [name, row] of saved.rows) unit.put(name as TableName, row as never);
  // Ids go on behind the saved ones: they are drawn by a counter under the saved seed.
  while (engine.state.idsDrawn < saved.ids) engine.state.drawId();
  engine.commit(unit);
  engine.mainAccount = saved.account_id;
  wake();
  return { status: "ok", accountId: engine.mainAccount };
}
