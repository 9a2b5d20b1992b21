import { createSwitches } from "../api/default-switches.js";
import type { Sandboxed } from "./control-deps.js";

/** Everything goes but the account and the seed; switches stand as at the start and time is wall time again. */
export function resetState({ engine, faults, journal }: Sandboxed): unknown {
  const settings = engine.state.settings;
  engine.state.clear();
  Object.assign(engine.switches, createSwitches());
  faults.clear();
  journal.clear();
  engine.perform(engine.mainAccount, (work) => {
    if (settings) work.put("settings", { ...settings, clockOffsetMs: 0, frozenAtMs: null });
  });
  return { status: "ok", accountId: engine.mainAccount };
}
