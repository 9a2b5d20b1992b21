import { describe, expect, it } from "vitest";
import { createFastify } from "../../../src/http/create-fastify.js";
import { registerStripeWebhook, type StripeWebhookOptions } from "../../../src/http/stripe-webhook.js";
import { createKeptLog } from "./kept-log.js";

async function createServer(verify: StripeWebhookOptions["verify"]) {
  const { logger, logged } = createKeptLog();
  const app = createFastify(logger);
  await registerStripeWebhook(app, { verify });
  return { app, logged };
}

const BODY = '{"id": "evt_1",  "data":{"object":{"note":"Zürich €"}} }\n';
const post = { method: "POST", url: "/webhooks/stripe" } as const;
const headers = { "content-type": "application/json; charset=utf-8", "stripe-signature": "t=1,v1=abc" };

describe("/webhooks/stripe", () => {
  it("hands over the body as it came, letter by letter, with its signature", async () => {
    const seen: [string, string][] = [];
    const { app } = await createServer(async (...received) => {
      seen.push(received);
      return "stored";
    });

    const answer = await app.inject({ ...post, headers, payload: BODY });

    expect(answer.statusCode).toBe(200);
    expect(seen).toEqual([[BODY, "t=1,v1=abc"]]);
  });

  it("answers 400 to a bad signature", async () => {
    const { app } = await createServer(async () => "bad_signature");

    const answer = await app.inject({ ...post, headers, payload: BODY });

    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual({ error: "bad_signature" });
  });

  it("answers 400 to no signature without looking at the body", async () => {
    const { app } = await createServer(async () => {
      throw new Error("was asked");
    });

    const answer = await app.inject({ ...post, headers: { "content-type": "application/json" }, payload: BODY });

    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual({ error: "bad_signature" });
  });

  it("answers 500 when the event could not be stored, so that Stripe sends it again, and tells nothing of why", async () => {
    const { app, logged } = await createServer(async () => {
      throw new Error("connection refused on 10.0.0.7");
    });

    const answer = await app.inject({ ...post, headers, payload: BODY });

    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain("10.0.0.7");
    expect(logged()).toContain(answer.json().incidentId);
  });

  it("refuses more than a mebibyte", async () => {
    const { app } = await createServer(async () => "stored");

    const answer = await app.inject({ ...post, headers, payload: "x".repeat(1024 * 1024 + 1) });

    expect(answer.statusCode).toBe(413);
  });
});
