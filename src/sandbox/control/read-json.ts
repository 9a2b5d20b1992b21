import type { SandboxRequest } from "../http/exchange.js";

export function readJson(request: SandboxRequest): unknown {
  return request.body === "" ? {} : JSON.parse(request.body);
}
