import { Stripe } from "stripe";
import { afterEach, describe, expect, it } from "vitest";
import { callStripe } from "../../../src/stripe/call-stripe.js";
import { type Reaction, type ScriptedServer, startScriptedServer, staySilent } from "./start-scripted-server.js";

let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** A byte now and then, for ever: each one starts Node's time-out anew. */
const trickle: Reaction = (response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), 20);
  response.on("close", () => clearInterval(timer));
};

async function callSilent(reaction: Reaction, timeOutMs: number) {
  server = await startScriptedServer(reaction);
  const { hostname: host, port } = server.url;
  const client = new Stripe("sk_test_scripted", { host, port, protocol: "http", maxNetworkRetries: 0 });
  const reply = await callStripe(client, { method: "GET", path: "/v1/account", stripeAccount: null, timeOutMs });
  return { reply, received: server.received };
}

describe("a Stripe that does not answer in time", () => {
  it("is given up after the call's own time-out, and asked only once", async () => {
    const { reply, received } = await callSilent(staySilent, 100);

    expect(reply).toMatchObject({ outcome: "Unanswered", reason: expect.stringContaining("timeout") });
    expect(received).toHaveLength(1);
  });

  it("is given up even when it keeps the line busy without ever ending", async () => {
    const { reply } = await callSilent(trickle, 600);

    expect(reply).toMatchObject({ outcome: "Unanswered", reason: expect.stringContaining("no answer within") });
  });
});
