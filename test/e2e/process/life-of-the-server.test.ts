import { stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { findProcessesOf } from "../../integration/db-embedded/embedded-fixture.js";
import { createStripeView } from "../../support/stripe-view.js";
import { until } from "../../support/till.js";
import { freePorts, makeDataDir, openTill, startServer } from "./server-process.js";

const ENDS_WITHIN_MS = 5_000;

it("starts with nothing but Node, and a Ctrl-C ends it within five seconds and leaves no process", async () => {
  const dataDir = await makeDataDir();
  const server = await startServer(dataDir, await freePorts());
  const keys = await stat(join(dataDir, "keys.json"));
  const running = await findProcessesOf(dataDir);
  const askedAt = Date.now();

  // As a terminal does it: to the whole process group.
  process.kill(-(server.child.pid ?? 0), "SIGINT");
  const ended = await server.ended;

  expect(Date.now() - askedAt).toBeLessThan(ENDS_WITHIN_MS);
  expect(ended).toBe(0);
  expect(running.length).toBeGreaterThan(0);
  expect(keys.mode & 0o777).toBe(0o600);
  expect(await findProcessesOf(dataDir)).toEqual([]);
});

it("ends within five seconds although a request at Stripe is under way, which the next start finishes once", async () => {
  const dataDir = await makeDataDir();
  const ports = await freePorts();
  const first = await startServer(dataDir, ports);
  const till = await openTill(first);
  const order = await till.openOrder(1000);
  const fault = { method: "POST", path: "^/v1/payment_intents$", kind: "delay", when: "before", delay_ms: 8_000 };
  await fetch(`${first.sandboxUrl}/_sandbox/faults`, { method: "POST", body: JSON.stringify(fault) });
  const { payment } = await till.createIntent(order.id);
  const askedAt = Date.now();

  process.kill(first.child.pid ?? 0, "SIGTERM");
  await first.ended;
  const tookMs = Date.now() - askedAt;
  const left = await findProcessesOf(dataDir);
  const second = await startServer(dataDir, ports);
  const till2 = await openTill(second);
  const created = await until(
    () => till2.payment(payment.id),
    ({ status }) => status === "REQUIRES_PAYMENT_METHOD",
    15_000,
  );

  expect(payment.status).toBe("CREATING");
  expect(tookMs).toBeLessThan(ENDS_WITHIN_MS);
  expect(left).toEqual([]);
  const stripe = createStripeView({ control: async () => undefined, sandbox: { url: second.sandboxUrl } });
  expect(await stripe.intentsOf(order.id)).toMatchObject([{ id: created.stripePaymentIntentId }]);
});

it("finds everything again after a SIGKILL: an authorized payment is completed by the next start", async () => {
  const dataDir = await makeDataDir();
  const ports = await freePorts();
  const first = await startServer(dataDir, ports);
  const { order, payment } = await (await openTill(first)).authorize(1000);
  const idle = await (await openTill(first)).openOrder(500);

  first.child.kill("SIGKILL");
  await first.ended;
  const second = await startServer(dataDir, ports);
  const till = await openTill(second);
  const found = await till.payment(payment.id);
  const completed = await till.complete(order.id);

  const stripe = createStripeView({ control: async () => undefined, sandbox: { url: second.sandboxUrl } });
  expect(found).toMatchObject({ status: "REQUIRES_CAPTURE", stripePaymentIntentId: payment.stripePaymentIntentId });
  expect(completed).toMatchObject({ status: "COMPLETED", paymentState: "PAID", paidMinor: 1000 });
  expect(await stripe.intentsOf(order.id)).toMatchObject([{ status: "succeeded", amount_received: 1000 }]);
  expect((await till.order(idle.id)).status).toBe("OPEN");
  second.child.kill("SIGKILL");
  await vi.waitFor(async () => expect(await findProcessesOf(dataDir)).toEqual([]), ENDS_WITHIN_MS);
});
