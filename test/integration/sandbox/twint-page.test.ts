import type Stripe from "stripe";
import { describe, expect, it } from "vitest";

import { choose, confirmTwint, pageOf, RETURN_URL } from "./confirm-twint.js";
import { openSandbox, type OpenSandbox } from "./open-sandbox.js";

/** As a browser would post the page's own form. */
function post(url: string, body: string, type = "application/x-www-form-urlencoded"): Promise<Response> {
  return fetch(url, { method: "POST", body, headers: { "content-type": type }, redirect: "manual" });
}

async function statusOf({ stripe }: OpenSandbox, id: string): Promise<string> {
  return (await stripe.paymentIntents.retrieve(id)).status;
}

describe("the page on a phone", () => {
  it("says what is to be paid, in one form with two buttons, and loads nothing from elsewhere", async () => {
    const { stripe } = await openSandbox();
    const intent = await confirmTwint(stripe);

    const answer = await fetch(pageOf(intent));
    const page = await answer.text();

    expect(page).toContain('<html lang="en">');
    expect(page).toContain("width=device-width");
    expect(page).toContain("<title>TWINT test payment: CHF 42.00</title>");
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page.match(/<main>/g)).toHaveLength(1);
    expect(page.match(/<form method="post">/g)).toHaveLength(1);
    expect(page.match(/<button type="submit"[^>]*name="outcome" value="(?:authorize|fail)"/g)).toHaveLength(2);
    expect(page).not.toMatch(/<script|<link|<img|src=|https?:/);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it.each<[string, (open: OpenSandbox, page: string, id: string) => Promise<unknown>, string]>([
    ["was approved", (_, page) => post(page, "outcome=authorize&settle=now"), "succeeded"],
    ["failed", (_, page) => post(page, "outcome=fail"), "failed"],
    ["expired", ({ control }) => control("POST", "clock", { advance_ms: 900_000 }), "failed"],
    [
      "was made by other means",
      ({ stripe }, _, id) => stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" }),
      "succeeded",
    ],
    ["was cancelled", ({ stripe }, _, id) => stripe.paymentIntents.cancel(id), "failed"],
  ])("shows the way back to the shop once the payment %s", async (_, end, outcome) => {
    const open = await openSandbox();
    const intent = await confirmTwint(open.stripe, {
      allowed_payment_method_types: ["twint", "card"],
      return_url: 'https://till.example/?a="><script>&b=1',
    });
    await end(open, pageOf(intent), intent.id);

    const answer = await fetch(pageOf(intent));
    const page = await answer.text();

    expect(answer.status).toBe(410);
    expect(page).not.toContain("<form");
    expect(page).not.toContain("<script");
    expect(page).toContain(`redirect_status=${outcome}">Back to the shop</a>`);
    expect(page).toContain(`&amp;payment_intent=${intent.id}&amp;`);
  });

  it("knows nothing of an address that was never given out", async () => {
    const { sandbox } = await openSandbox();

    const answers = await Promise.all([
      fetch(`${sandbox.url}/_redirect/pa_nonce_nope`),
      post(`${sandbox.url}/_redirect/pa_nonce_nope`, "outcome=authorize"),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });
});

describe("a click", () => {
  it.each<[string, string, string | undefined]>([
    ["nothing", "", undefined],
    ["another word", "outcome=maybe", undefined],
    ["letters that are none", "outcome=%E0%A4%A", undefined],
    ["JSON that breaks off", '{"outcome":', "application/json"],
    ["JSON of nothing", "null", "application/json"],
  ])("decides nothing with %s: the page is shown again", async (_, body, type) => {
    const open = await openSandbox();
    const intent = await confirmTwint(open.stripe);

    const answer = await post(pageOf(intent), body, type);

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("Authorize test payment");
    expect(await statusOf(open, intent.id)).toBe("requires_action");
  });

  it("decides as JSON too, and in the query", async () => {
    const open = await openSandbox();
    const intents = [await confirmTwint(open.stripe), await confirmTwint(open.stripe)];

    await post(pageOf(intents[0]!), '{"outcome":"authorize","settle":"now"}', "application/json");
    await post(`${pageOf(intents[1]!)}?outcome=fail`, "");

    expect(await statusOf(open, intents[0]!.id)).toBe("succeeded");
    expect(await statusOf(open, intents[1]!.id)).toBe("requires_payment_method");
  });

  it("that comes twice pays once, and leads to the same place", async () => {
    const open = await openSandbox();
    const intent = await confirmTwint(open.stripe);

    const answers = await Promise.all([1, 2, 3].map(() => choose(intent, { outcome: "authorize", settle: "now" })));

    expect(new Set(answers.map(({ headers }) => headers.get("location"))).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect((await open.stripe.charges.list({ payment_intent: intent.id })).data).toHaveLength(1);
  });

  it.each(["PUT", "DELETE", "PATCH"])("is no %s", async (method) => {
    const open = await openSandbox();
    const intent = await confirmTwint(open.stripe);

    const answer = await fetch(`${pageOf(intent)}?outcome=fail`, { method });

    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
    expect(await statusOf(open, intent.id)).toBe("requires_action");
  });

  it.each([
    ["https://till.example", "https://till.example?"],
    ["https://till.example/a?x=%20y", "https://till.example/a?x=%20y&"],
    ["till-app://paid?lane=3", "till-app://paid?lane=3&"],
  ])("leads back to %s", async (return_url, before) => {
    const { stripe } = await openSandbox();
    const intent = await confirmTwint(stripe, { return_url });

    const { headers } = await choose(intent, { outcome: "fail" });

    expect(headers.get("location")).toBe(
      `${before}payment_intent=${intent.id}&payment_intent_client_secret=${intent.client_secret}&redirect_status=failed`,
    );
  });

  it("is seen late about every second time", async () => {
    const open = await openSandbox();
    await open.control("POST", "clock", { freeze: true });
    const statuses: string[] = [];

    for (let count = 0; count < 60; count += 1) {
      const intent = await confirmTwint(open.stripe);
      await choose(intent, { outcome: "authorize" });
      statuses.push(await statusOf(open, intent.id));
    }

    const late = statuses.filter((status) => status === "requires_action").length;
    expect(late).toBeGreaterThan(18);
    expect(late).toBeLessThan(42);
    await open.control("POST", "clock", { advance_ms: 700 });
    const { data } = await open.stripe.paymentIntents.list({ limit: 100 });
    expect(new Set(data.map(({ status }) => status))).toEqual(new Set(["succeeded"]));
  });
});

describe("while the page is open", () => {
  it("a changed amount closes it: nobody pays another amount than was shown", async () => {
    const open = await openSandbox();
    const intent = await confirmTwint(open.stripe);

    const changed = await open.stripe.paymentIntents.update(intent.id, { amount: 5000 });
    const late = await choose(intent, { outcome: "authorize", settle: "now" });
    const again = await open.stripe.paymentIntents.confirm(intent.id, { return_url: RETURN_URL });
    const page = await (await fetch(pageOf(again))).text();

    expect(changed).toMatchObject({ status: "requires_confirmation", next_action: null, amount: 5000 });
    expect(late.status).toBe(410);
    expect(page).toContain("CHF 50.00");
  });

  it("what is not about the money may change", async () => {
    const open = await openSandbox();
    const intent = await confirmTwint(open.stripe);

    await open.stripe.paymentIntents.update(intent.id, { metadata: { lane: "3" }, amount: 4200 });
    await choose(intent, { outcome: "authorize", settle: "now" });

    expect(await statusOf(open, intent.id)).toBe("succeeded");
  });

  it("another method closes it and asks for a confirmation", async () => {
    const { stripe } = await openSandbox();
    const intent = await confirmTwint(stripe);

    const changed = await stripe.paymentIntents.update(intent.id, { payment_method_data: { type: "twint" } });

    expect(changed).toMatchObject({ status: "requires_confirmation", next_action: null });
    expect((await fetch(pageOf(intent))).status).toBe(410);
  });

  it.each<[string, (stripe: Stripe, id: string) => Promise<Stripe.PaymentIntent>, string]>([
    ["is cancelled", (stripe, id) => stripe.paymentIntents.cancel(id), "canceled"],
    ["gets another amount", (stripe, id) => stripe.paymentIntents.update(id, { amount: 100 }), "requires_confirmation"],
    [
      "is confirmed again",
      (stripe, id) => stripe.paymentIntents.confirm(id, { return_url: RETURN_URL }),
      "requires_action",
    ],
  ])("an intent that %s after the click and before the money takes none", async (_, meanwhile, status) => {
    const open = await openSandbox();
    await open.control("POST", "clock", { freeze: true });
    const intent = await confirmTwint(open.stripe);
    await choose(intent, { outcome: "authorize", settle: "later" });

    await meanwhile(open.stripe, intent.id);
    await open.control("POST", "clock", { advance_ms: 60_000 });

    expect(await statusOf(open, intent.id)).toBe(status);
    expect((await open.stripe.charges.list()).data).toEqual([]);
  });
});
