import type { SandboxRequest } from "../http/exchange.js";
import { SETTINGS_ID } from "../store/state.js";
import type { Sandboxed } from "./control-deps.js";
import { behaviourBody, clockBody, webhooksBody } from "./control-params.js";
import { readJson } from "./read-json.js";
import { withFaults } from "./webhook-shares.js";
import { withChoices } from "./sim-body.js";

export function showWebhooks({ engine }: Sandboxed): unknown {
  const { webhookMode: mode, webhookRetryDelaysMs, webhookFaults } = engine.switches;
  const pending = engine.state.tables.deliveries.size;
  const { delayedByMs, ...shares } = webhookFaults;
  return { mode, retry_delays_ms: webhookRetryDelaysMs, ...shares, delayed_by_ms: delayedByMs, pending };
}

export function setWebhooks(deps: Sandboxed, request: SandboxRequest): unknown {
  const { mode, retry_delays_ms: delays, ...shares } = webhooksBody.parse(readJson(request));
  deps.engine.switches.webhookFaults = withFaults(deps.engine.switches.webhookFaults, shares);
  if (mode !== undefined) deps.engine.switches.webhookMode = mode;
  if (delays !== undefined) deps.engine.switches.webhookRetryDelaysMs = delays;
  deps.wake();
  return showWebhooks(deps);
}

export function readClock({ engine }: Sandboxed): unknown {
  const settings = engine.state.settings;
  return {
    now_ms: engine.clock.now(),
    offset_ms: settings?.clockOffsetMs ?? 0,
    frozen: settings?.frozenAtMs != null,
  };
}

/** Moves time forward, or stops it; letting it go on goes on from where it stood. */
export function setClock(deps: Sandboxed, request: SandboxRequest): unknown {
  const { advance_ms: advanceMs = 0, freeze } = clockBody.parse(readJson(request));
  const { engine } = deps;
  engine.perform(engine.mainAccount, (work) => {
    const settings = work.find("settings", SETTINGS_ID);
    if (!settings) return;
    const now = engine.clock.now() + advanceMs;
    const isFrozen = freeze ?? settings.frozenAtMs !== null;
    const clockOffsetMs = now - engine.clock.base.now();
    work.put("settings", { ...settings, clockOffsetMs, frozenAtMs: isFrozen ? now : null });
  });
  deps.wake();
  return readClock(deps);
}

export function showBehaviour({ engine: { switches } }: Sandboxed): unknown {
  return {
    redirect_ttl_ms: switches.redirectTtlMs,
    redirect_settle_ms: switches.redirectSettleMs,
    redirect_lag_share: switches.redirectLagShare,
    balance_delay_ms: switches.balanceDelayMs,
    refund_delay_ms: switches.refundDelayMs,
    confirm_within_ms: switches.confirmWithinMs,
    authorize_ms: switches.authorizeMs,
    confirm_limit: switches.confirmLimit,
    ...switches.sim,
  };
}

export function setBehaviour(deps: Sandboxed, request: SandboxRequest): unknown {
  const body = behaviourBody.parse(readJson(request));
  const { switches } = deps.engine;
  switches.redirectTtlMs = body.redirect_ttl_ms ?? switches.redirectTtlMs;
  switches.redirectSettleMs = body.redirect_settle_ms ?? switches.redirectSettleMs;
  switches.redirectLagShare = body.redirect_lag_share ?? switches.redirectLagShare;
  switches.balanceDelayMs = body.balance_delay_ms ?? switches.balanceDelayMs;
  switches.refundDelayMs = body.refund_delay_ms ?? switches.refundDelayMs;
  switches.confirmWithinMs = body.confirm_within_ms ?? switches.confirmWithinMs;
  switches.authorizeMs = body.authorize_ms ?? switches.authorizeMs;
  switches.confirmLimit = body.confirm_limit ?? switches.confirmLimit;
  switches.sim = withChoices(switches.sim, body);
  return showBehaviour(deps);
}
