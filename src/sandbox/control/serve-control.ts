import { z } from "zod";

import { jsonResponse, type SandboxRequest, type SandboxResponse, type StreamedResponse } from "../http/exchange.js";
import type { Sandboxed } from "./control-deps.js";
import { readClock, setBehaviour, setClock, setWebhooks, showBehaviour, showWebhooks } from "./control-switches.js";
import { controlEndpoint } from "./control-endpoint.js";
import { controlReader } from "./control-reader.js";
import { faultBody } from "./control-params.js";
import { describeFault } from "./faults.js";
import { readJson } from "./read-json.js";
import { resetState } from "./reset-state.js";
import { loadState } from "./load-state.js";
import { saveState } from "./save-state.js";

type Handler = (deps: Sandboxed, request: SandboxRequest) => unknown;

/** What a test may ask of the sandbox beyond Stripe's API. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  "GET health": ({ engine }) => ({ status: "ok", accountId: engine.mainAccount }),
  "POST reset": (deps) => resetState(deps),
  "POST state": loadState,
  "GET faults": ({ faults }) => ({ faults: faults.list().map(describeFault) }),
  "POST faults": addFault,
  "DELETE faults": ({ faults }) => {
    faults.clear();
    return { faults: [] };
  },
  "GET webhooks": showWebhooks,
  "POST webhooks": setWebhooks,
  "GET clock": readClock,
  "POST clock": setClock,
  "GET behaviour": showBehaviour,
  "POST behaviour": setBehaviour,
  "GET journal": ({ journal }) => ({ requests: journal.entries }),
  "DELETE journal": ({ journal }) => {
    journal.clear();
    return { requests: [] };
  },
};

export async function serveControl(
  deps: Sandboxed,
  request: SandboxRequest,
): Promise<SandboxResponse | StreamedResponse> {
  const [, , name = "", id] = request.pathname.split("/");
  try {
    if (request.method === "GET" && name === "state" && id === undefined) return saveState(deps);
    if (name === "readers" && id !== undefined && request.method === "POST")
      return controlReader(deps, id, readJson(request));
    if (name === "webhook_endpoints" && id !== undefined && request.method === "POST")
      return controlEndpoint(deps, id, readJson(request));
    const handler = id === undefined ? HANDLERS[`${request.method} ${name}`] : undefined;
    if (!handler) return jsonResponse(404, { error: `no such control: ${request.method} ${request.pathname}` });
    return jsonResponse(200, await handler(deps, request));
  } catch (error) {
    if (error instanceof z.ZodError) return jsonResponse(400, { error: z.prettifyError(error) });
    if (error instanceof SyntaxError) return jsonResponse(400, { error: `not JSON: ${error.message}` });
    deps.engine.log(`sandbox: control failed: ${String(error)}`);
    return jsonResponse(500, { error: String(error) });
  }
}

function addFault({ engine, faults }: Sandboxed, request: SandboxRequest): unknown {
  const { delay_ms: delayMs, method, code, ...rest } = faultBody.parse(readJson(request));
  const order = {
    ...rest,
    when: rest.kind === "cut" ? ("after" as const) : rest.when,
    delayMs,
    ...(method === undefined ? {} : { method }),
    ...(code === undefined ? {} : { code }),
  };
  return describeFault(faults.add(engine.newFaultId(), order));
}
