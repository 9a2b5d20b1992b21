import type { Work } from "../api/work.js";
import type { ReaderRow } from "../entities/reader.js";
import { formatReader } from "../formatters/reader.js";
import { jsonResponse, type SandboxResponse } from "../http/exchange.js";
import { failAction } from "../terminal/finish-action.js";
import { OFFLINE_AFTER_MS } from "../terminal/reader-network.js";
import type { z } from "zod";
import type { Sandboxed } from "./control-deps.js";
import { readerBody } from "./control-params.js";

const CUSTOMER_CANCELED = {
  code: "customer_canceled",
  message: "This action could not be completed due to an error on the card reader.",
  apiError: null,
} as const;

/** What happens to the device itself: its network, its hands full, the customer's cancel button. */
export function controlReader({ engine, wake }: Sandboxed, id: string, body: unknown): SandboxResponse {
  const order = readerBody.parse(body);
  const reader = engine.state.tables.readers.find(id);
  if (!reader || reader.deleted) return jsonResponse(404, { error: `no such reader: ${id}` });
  if (order.customer_cancels && !isCancelable(reader)) {
    return jsonResponse(409, { error: "the reader shows no cancel button: no action in progress that allows it" });
  }

  const answer = engine.perform(reader.account, (work) => {
    const changed = work.put("readers", changedReader(work, reader, order));
    const ended = order.customer_cancels ? failAction(work, changed, CUSTOMER_CANCELED) : changed;
    return { ...formatReader(ended, work), network: ended.network, busy: ended.busy, timeouts: ended.timeoutsLeft };
  });
  wake();
  return jsonResponse(200, answer);
}

function changedReader(work: Work, reader: ReaderRow, order: z.infer<typeof readerBody>): ReaderRow {
  return {
    ...reader,
    ...(order.network === undefined ? {} : networkChange(work, order.network)),
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

/** Only where the integration asked for the button (facts 4.5). */
function isCancelable({ action }: ReaderRow): boolean {
  if (action?.status !== "in_progress") return false;
  const config = action.details["process_config"] as { enable_customer_cancellation?: boolean } | undefined;
  return config?.enable_customer_cancellation === true;
}
