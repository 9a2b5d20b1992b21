import type { Engine } from "../engine.js";
import type { FaultBook } from "./faults.js";
import type { Journal } from "./journal.js";

export interface Sandboxed {
  readonly engine: Engine;
  readonly faults: FaultBook;
  readonly journal: Journal;
  /** To be called when the clock or a switch moved: things may be due now. */
  readonly wake: () => void;
}
