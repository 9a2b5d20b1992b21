import { accountIdOf } from "./account/account-id.js";
import { Router } from "./api/router.js";
import { createApi } from "./api/serve-api.js";
import { createSwitches } from "./api/default-switches.js";
import { BackgroundTimer } from "./background/background-timer.js";
import type { Clock } from "./clock/system-clock.js";
import type { Timers } from "./clock/timers.js";
import { VirtualClock } from "./clock/virtual-clock.js";
import { FaultBook } from "./control/faults.js";
import { Journal } from "./control/journal.js";
import { serveControl } from "./control/serve-control.js";
import { Engine } from "./engine.js";
import type { Handle } from "./http/exchange.js";
import { serveRedirect } from "./redirect/serve-redirect.js";
import { routes } from "./routes.js";
import { createMemoryLog } from "./store/effect-log.js";
import { openFileLog } from "./store/file-log.js";
import { SETTINGS_ID, State } from "./store/state.js";
import { Deliverer } from "./webhooks/deliverer.js";

export interface CoreOptions {
  readonly clock: Clock;
  readonly defaultVersion: string;
  readonly log: (line: string) => void;
  readonly seed: string;
  readonly stateDir: string | undefined;
  /** What webhooks are sent by. */
  readonly deliver: typeof fetch;
  readonly timers: Timers;
}

export interface SandboxCore {
  readonly engine: Engine;
  readonly handle: Handle;
  start(baseUrl: string): void;
  close(): void;
}

/** The one place where the sandbox's parts meet. */
export function createSandboxCore(options: CoreOptions): SandboxCore {
  const effects = options.stateDir === undefined ? createMemoryLog() : openFileLog(options.stateDir);
  const state: State = new State(effects, () => clock.now());
  const clock = new VirtualClock(options.clock, () => state.settings);
  const mainAccount = settle(state, options, clock);
  const { defaultVersion, log } = options;
  const engine = new Engine({ state, clock, switches: createSwitches(), mainAccount, defaultVersion, log });

  const faults = new FaultBook(() => state.settings?.seed ?? "");
  const journal = new Journal(() => clock.now());
  const { timers } = options;
  const deliverer = new Deliverer(engine, { send: options.deliver, timers });
  const timer = new BackgroundTimer(engine, { deliverer, timers });
  state.onCommit((changes) => {
    journal.noteChanges(changes);
    timer.wake();
  });

  const api = createApi({
    engine,
    router: new Router(routes),
    faults,
    journal,
    sleep: async (ms) => void (ms > 0 && (await timers.sleep(ms))),
  });
  const control = { engine, faults, journal, wake: () => timer.wake() };
  return {
    engine,
    async handle(request) {
      if (request.pathname.startsWith("/_sandbox/")) return serveControl(control, request);
      if (request.pathname.startsWith("/_redirect/")) return serveRedirect(engine, request);
      return api(request);
    },
    start(baseUrl) {
      engine.baseUrl = baseUrl;
      timer.wake();
    },
    close() {
      timer.close();
      deliverer.close();
      effects.close();
    },
  };
}

/** The account and the seed are drawn once and belong to the state from then on. */
function settle(state: State, { seed }: CoreOptions, clock: VirtualClock): string {
  const known = state.settings;
  if (known) return known.account;
  const createdAt = Math.floor(clock.now() / 1000);
  const account = accountIdOf(seed, createdAt);
  const unit = state.begin();
  unit.put("settings", { id: SETTINGS_ID, account, seed, createdAt, clockOffsetMs: 0, frozenAtMs: null });
  state.commit(unit);
  return account;
}
