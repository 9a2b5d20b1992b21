import { newFamilyId } from "./api/new-id.js";
import { Work, type RequestReference, type Switches } from "./api/work.js";
import { DueQueue } from "./background/due-queue.js";
import type { VirtualClock } from "./clock/virtual-clock.js";
import type { State } from "./store/state.js";
import type { Change, UnitOfWork } from "./store/unit-of-work.js";

export interface EngineOptions {
  readonly state: State;
  readonly clock: VirtualClock;
  readonly switches: Switches;
  readonly mainAccount: string;
  readonly defaultVersion: string;
  readonly log: (line: string) => void;
}

export interface WorkFor {
  readonly account: string;
  readonly version?: string;
  readonly request?: RequestReference;
  /** For what happened at another time than now. */
  readonly nowMs?: number;
}

/** State, time and switches together: the one place where work begins and is committed. */
export class Engine {
  readonly state: State;
  readonly clock: VirtualClock;
  readonly switches: Switches;
  /** Another one once a saved state was loaded. */
  mainAccount: string;
  readonly defaultVersion: string;
  readonly log: (line: string) => void;
  readonly dueTasks: DueQueue<"tasks">;
  readonly dueDeliveries: DueQueue<"deliveries">;
  /** Known once the sandbox listens. */
  baseUrl = "http://127.0.0.1";

  constructor(options: EngineOptions) {
    this.state = options.state;
    this.clock = options.clock;
    this.switches = options.switches;
    this.mainAccount = options.mainAccount;
    this.defaultVersion = options.defaultVersion;
    this.log = options.log;
    this.dueTasks = new DueQueue(options.state, "tasks");
    this.dueDeliveries = new DueQueue(options.state, "deliveries");
  }

  begin({ account, version = this.defaultVersion, request, nowMs = this.clock.now() }: WorkFor): {
    work: Work;
    unit: UnitOfWork;
  } {
    const unit = this.state.begin();
    const work = new Work({
      state: this.state,
      unit,
      account,
      mainAccount: this.mainAccount,
      nowMs,
      clockMs: this.clock.now(),
      version,
      defaultVersion: this.defaultVersion,
      request: request ?? null,
      baseUrl: this.baseUrl,
      switches: this.switches,
    });
    return { work, unit };
  }

  commit(unit: UnitOfWork): readonly Change[] {
    return this.state.commit(unit);
  }

  /** Work that nobody asked for over the API: time passing, a customer's click, the control plane. */
  perform<T>(account: string, action: (work: Work) => T, nowMs = this.clock.now()): T {
    const { work, unit } = this.begin({ account, nowMs });
    const result = action(work);
    this.commit(unit);
    return result;
  }

  newRequestId(): string {
    return `req_${this.begin({ account: this.mainAccount }).work.drawLetters(14, "req")}`;
  }

  newFaultId(): string {
    return newFamilyId(this.begin({ account: this.mainAccount }).work, "fault", "1");
  }
}
