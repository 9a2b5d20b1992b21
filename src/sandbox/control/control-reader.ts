import type { Work } from "../api/work.js";
import { runDueTasks } from "../background/run-due-tasks.js";
import type { ReaderRow } from "../entities/reader.js";
import { formatReader } from "../formatters/reader.js";
import { jsonResponse, type SandboxResponse } from "../http/exchange.js";
import { OFFLINE_AFTER_MS } from "../terminal/reader-network.js";
import type { z } from "zod";
import type { Sandboxed } from "./control-deps.js";
import { readerBody } from "./control-params.js";
import {
  canPressCancel,
  canPressRedKey,
  describeReader,
  orderedChanges,
  pressCancel,
  pressRedKey,
} from "./reader-orders.js";

/** What happens to the device itself: its network, its hands full, the customer's cancel button. */
export function controlReader({ engine, faults, wake }: Sandboxed, id: string, body: unknown): SandboxResponse {
  const order = readerBody.parse(body);
  // What was due before this befell the reader comes first, even where no timer got its turn.
  runDueTasks(engine);
  const reader = engine.state.tables.readers.find(id);
  if (!reader || reader.deleted) return jsonResponse(404, { error: `no such reader: ${id}` });
  if (order.red_key && !canPressRedKey(reader)) {
    return jsonResponse(409, { error: "the red key has nothing to clear: no card is collected or left in" });
  }
  if (order.customer_cancels && !canPressCancel(reader)) {
    return jsonResponse(409, { error: "the reader shows no cancel button: no action waits that allows it" });
  }

  const answer = engine.perform(reader.account, (work) => {
    const changed = work.put("readers", changedReader(work, reader, order));
    const cleared = order.red_key ? pressRedKey(work, changed) : changed;
    const ended = order.customer_cancels ? pressCancel(work, cleared) : cleared;
    return { ...formatReader(ended, work), ...describeReader(ended) };
  });
  if (order.slow_ms !== undefined) faults.slowDown(id, order.slow_ms);
  wake();
  return jsonResponse(200, answer);
}

function changedReader(work: Work, reader: ReaderRow, order: z.infer<typeof readerBody>): ReaderRow {
  return {
    ...reader,
    ...(order.network === undefined ? {} : networkChange(work, order.network)),
    ...orderedChanges(reader, order),
    busy: order.busy ?? reader.busy,
    connectionError: order.connection_error === undefined ? reader.connectionError : order.connection_error,
    timeoutsLeft: order.timeouts ?? reader.timeoutsLeft,
    deviceSwVersion: order.device_sw_version ?? reader.deviceSwVersion,
  };
}

/** `offline` has been silent for long enough already; `lost` falls silent now and is called offline in two minutes. */
function networkChange(work: Work, network: ReaderRow["network"]): Pick<ReaderRow, "network" | "lastSeenAtMs"> {
  return { network, lastSeenAtMs: network === "offline" ? work.nowMs - OFFLINE_AFTER_MS : work.nowMs };
}
