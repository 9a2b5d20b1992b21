import { schedule, unschedule } from "../background/schedule.js";
import { runDueTasks } from "../background/run-due-tasks.js";
import { parseForm } from "../api/form-body.js";
import type { Work } from "../api/work.js";
import type { Engine } from "../engine.js";
import type { RedirectRow } from "../entities/bookkeeping.js";
import type { PaymentIntentRow } from "../entities/payment-intent.js";
import type { SandboxRequest, SandboxResponse } from "../http/exchange.js";
import { failRedirect, redirectRefused } from "../payments/authentication-failed.js";
import { isCurrentRedirect } from "../payments/is-current-redirect.js";
import { settleRedirect } from "../payments/settle-redirect.js";
import { closedPage, redirectPage } from "./page.js";
import { withReturnParameters } from "./return-url.js";

/**
 * The page that `next_action.redirect_to_url.url` names, for a person or for a script.
 *
 * POST takes `outcome` = authorize | fail, and `settle` = now | later (absent: about every second approval reads
 * requires_action for a moment longer, as at Stripe). It answers 303 to the return URL.
 */
export function serveRedirect(engine: Engine, request: SandboxRequest): SandboxResponse {
  runDueTasks(engine);
  const redirect = engine.state.tables.redirects.find(request.pathname.split("/").at(-1) ?? "");
  const intent = redirect && engine.state.tables.payment_intents.find(redirect.paymentIntentId);
  if (!redirect || !intent) return html(404, closedPage());
  if (request.method === "POST") return decide(engine, request, redirect);
  const isOpen = redirect.status === "open" && isCurrentRedirect(redirect, intent);
  return isOpen ? html(200, redirectPage(redirect, intent)) : html(410, closedPage());
}

function decide(engine: Engine, request: SandboxRequest, redirect: RedirectRow): SandboxResponse {
  const { outcome, settle } = readDecision(request);
  if (outcome !== "authorize" && outcome !== "fail") return html(400, closedPage());

  const decided = engine.perform(redirect.account, (work) => {
    const intent = work.find("payment_intents", redirect.paymentIntentId);
    if (!intent || redirect.status !== "open" || !isCurrentRedirect(redirect, intent)) return undefined;
    unschedule(work, "expire_redirect", redirect.id);
    return outcome === "fail" ? fail(work, redirect, intent) : authorize(work, redirect, { intent, settle });
  });
  const status = decided ?? redirect.status;
  if (status === "open" || status === "expired") return html(410, closedPage());
  return seeOther(engine, redirect, status === "authorized" ? "succeeded" : "failed");
}

function fail(work: Work, redirect: RedirectRow, intent: PaymentIntentRow): RedirectRow["status"] {
  work.put("redirects", { ...redirect, status: "failed" });
  failRedirect(work, intent, redirectRefused(work));
  return "failed";
}

/** The customer is sent back before the money is seen about every second time (facts 6). */
function authorize(
  work: Work,
  redirect: RedirectRow,
  { intent, settle }: { intent: PaymentIntentRow; settle: unknown },
): RedirectRow["status"] {
  work.put("redirects", { ...redirect, status: "authorized" });
  const isLate =
    settle === "later" ||
    (settle !== "now" && work.fraction("redirect_lag", intent.id, intent.attempts) < work.switches.redirectLagShare);
  if (isLate) {
    schedule(work, {
      kind: "settle_redirect",
      subject: redirect.id,
      dueAtMs: work.nowMs + work.switches.redirectSettleMs,
    });
  } else settleRedirect(work, redirect.id);
  return "authorized";
}

function readDecision(request: SandboxRequest): { outcome?: unknown; settle?: unknown } {
  const query = parseForm(request.search);
  const isJson = request.headers["content-type"]?.startsWith("application/json") ?? false;
  const body = isJson ? (JSON.parse(request.body) as Record<string, unknown>) : parseForm(request.body);
  return { ...query, ...body };
}

function seeOther(engine: Engine, redirect: RedirectRow, status: "succeeded" | "failed"): SandboxResponse {
  const intent = engine.state.tables.payment_intents.find(redirect.paymentIntentId);
  const location = withReturnParameters(redirect.returnUrl, {
    payment_intent: redirect.paymentIntentId,
    payment_intent_client_secret: intent?.clientSecret ?? "",
    redirect_status: status,
  });
  return { status: 303, headers: { location, "cache-control": "no-store" }, body: "" };
}

function html(status: number, body: string): SandboxResponse {
  return { status, headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" }, body };
}
