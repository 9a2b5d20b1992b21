import { schedule, unschedule } from "../background/schedule.js";
import { runDueTasks } from "../background/run-due-tasks.js";
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
 * requires_action for a moment longer, as at Stripe). It answers 303 to the return URL, and again on a second click.
 */
export function serveRedirect(engine: Engine, request: SandboxRequest): SandboxResponse {
  runDueTasks(engine);
  const redirect = engine.state.tables.redirects.find(request.pathname.split("/").at(-1) ?? "");
  const intent = redirect && engine.state.tables.payment_intents.find(redirect.paymentIntentId);
  if (!redirect || !intent) return html(404, closedPage());
  if (request.method === "POST") return decide(engine, request, { redirect, intent });
  if (request.method !== "GET" && request.method !== "HEAD") return notAllowed();
  return isOpen(redirect, intent) ? html(200, redirectPage(redirect, intent)) : gone(redirect, intent);
}

interface Page {
  readonly redirect: RedirectRow;
  readonly intent: PaymentIntentRow;
}

function isOpen(redirect: RedirectRow, intent: PaymentIntentRow): boolean {
  return redirect.status === "open" && isCurrentRedirect(redirect, intent);
}

function decide(engine: Engine, request: SandboxRequest, { redirect, intent }: Page): SandboxResponse {
  if (redirect.status === "authorized" || redirect.status === "failed") return seeOther(redirect, intent);
  if (!isOpen(redirect, intent)) return gone(redirect, intent);
  const { outcome, settle } = readDecision(request);
  if (outcome !== "authorize" && outcome !== "fail") return html(400, redirectPage(redirect, intent));

  const status = engine.perform(redirect.account, (work) => {
    unschedule(work, "expire_redirect", redirect.id);
    return outcome === "fail" ? fail(work, redirect, intent) : authorize(work, redirect, { intent, settle });
  });
  return seeOther({ ...redirect, status }, intent);
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
  const query = Object.fromEntries(new URLSearchParams(request.search));
  const isJson = request.headers["content-type"]?.startsWith("application/json") ?? false;
  const body = isJson ? parseJson(request.body) : Object.fromEntries(new URLSearchParams(request.body));
  return { ...query, ...body };
}

function parseJson(text: string): object {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    // What can't be read decides nothing: the page is shown again.
    return {};
  }
}

function seeOther(redirect: RedirectRow, intent: PaymentIntentRow): SandboxResponse {
  return { status: 303, headers: { location: wayBack(redirect, intent), "cache-control": "no-store" }, body: "" };
}

function wayBack({ returnUrl, status }: RedirectRow, intent: PaymentIntentRow): string {
  const isPaid = status === "authorized" || intent.status === "succeeded";
  return withReturnParameters(returnUrl, {
    payment_intent: intent.id,
    payment_intent_client_secret: intent.clientSecret,
    redirect_status: isPaid ? "succeeded" : "failed",
  });
}

function gone(redirect: RedirectRow, intent: PaymentIntentRow): SandboxResponse {
  return html(410, closedPage(wayBack(redirect, intent)));
}

function notAllowed(): SandboxResponse {
  return { status: 405, headers: { allow: "GET, HEAD, POST" }, body: "" };
}

/** The page's address is its secret, and is told to nobody. */
function html(status: number, body: string): SandboxResponse {
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "referrer-policy": "no-referrer",
  };
  return { status, headers, body };
}
