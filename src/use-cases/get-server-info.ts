import type { Actor } from "../auth/actor.js";
import { requirePermission } from "../auth/policy.js";
import type { Deps } from "./deps.js";

export interface ServerInfo {
  livemode: boolean;
  sandbox: boolean;
  stripeAccount: string;
  apiVersion: string;
  publishableKey: string | null;
  version: string;
}

/** What a client needs to know of the server it talks to. */
export async function getServerInfo(deps: Deps, actor: Actor): Promise<ServerInfo> {
  requirePermission(actor, "serverInfo");
  const { sandbox, publishableKey, version, apiVersion } = deps.settings;
  const { livemode, id } = deps.account;
  return { livemode, sandbox, stripeAccount: id, apiVersion, publishableKey, version };
}
