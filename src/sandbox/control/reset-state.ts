import { createSwitches } from "../api/default-switches.js";
import { createTables } from "../store/tables.js";
import type { Sandboxed } from "./control-deps.js";

/** Everything goes but the account and the seed; switches stand as at the start and time is wall time again. */
export function resetState({ engine, faults, journal }: Sandboxed): unknown {
  const { settings } = engine.state;
  const tables = createTables();
  if (settings) tables.settings.put({ ...settings, clockOffsetMs: 0, frozenAtMs: null });
  engine.state.replace(tables);
  Object.assign(engine.switches, createSwitches());
  faults.clear();
  journal.clear();
  return { status: "ok", accountId: engine.mainAccount };
}
