import { beforeAll, describe, expect, it, onTestFinished } from "vitest";

import { COMMAND_KINDS } from "../../src/domain/command.js";
import { createStripeGateway } from "../../src/stripe/create-stripe-gateway.js";
import { renderCommand } from "../../src/stripe/commands/render-command.js";
import { startSandbox, type Sandbox } from "../../src/sandbox/start-sandbox.js";
import { ConformanceChecker } from "../support/conformance/conformance-checker.js";
import { findOpenApiDocument } from "../support/conformance/openapi-document.js";
import { COMMANDS } from "./sample-commands.js";
import { Recorder, recording } from "../support/conformance/recorder.js";

const always = () => true;

const document = findOpenApiDocument();

describe.skipIf(document === undefined)("what our gateway asks", () => {
  let checker: ConformanceChecker;
  beforeAll(() => {
    if (document) checker = new ConformanceChecker(document);
  });

  it.each(COMMANDS.map((command) => [command.kind, command] as const))(
    "knows each parameter of its operation: %s (%#)",
    (_kind, command) => {
      const { method, path, params } = renderCommand(command);

      expect(checker.checkRequest({ method, pathname: path, params })).toEqual([]);
    },
  );

  it("is shown for every kind of command", () => {
    expect(new Set(COMMANDS.map(({ kind }) => kind))).toEqual(new Set(COMMAND_KINDS));
  });

  it.each([
    [{ payment_method_types: ["card_present"] }, "payment_method_types"],
    [{ nope: "1" }, "nope"],
    [{ payment_method_options: { card_present: { nope: "1" } } }, "nope"],
    [{ amount: "much" }, "integer"],
    [{ capture_method: "later" }, "later"],
  ])("would be caught with %j", (params, named) => {
    const wrong = { amount: 2000, currency: "chf", ...params };

    const found = checker.checkRequest({ method: "POST", pathname: "/v1/payment_intents", params: wrong });

    expect(found.map(({ what }) => what).join()).toContain(named);
  });

  it("goes over the wire as the document has it, reads included, and is answered so", async () => {
    const recorder = new Recorder(document!);
    const sandbox = await startSandbox({ port: 0, seed: "requests" });
    onTestFinished(() => sandbox.close());

    await callAll(recorder, sandbox);

    expect(recorder.violations).toEqual([]);
    expect(recorder.figures().operations.exercised).toBeGreaterThanOrEqual(4);
  });
});

async function callAll(recorder: Recorder, sandbox: Sandbox): Promise<void> {
  const gateway = createStripeGateway({
    secretKey: "sk_test_requests",
    apiBase: new URL(sandbox.url),
    fetch: recording(recorder.note, (request) => sandbox.fetch(request)),
  });
  for (const [index, command] of COMMANDS.entries())
    await gateway.send(gateway.render(command, null), `key-${index}`, always);
  await gateway.readAccount();
  await gateway.readPaymentIntent("pi_nope", null);
  await gateway.readReader("tmr_nope", null);
  await gateway.listReaders(null, null);
  await gateway.listReaders("tml_nope", null);
  const [createdFrom, createdTo] = [new Date(0), new Date()];
  await gateway.findPaymentIntent({ paymentId: "pay_1", createdFrom, createdTo, stripeAccount: null });
  for (const interac of [true, false])
    await gateway.presentPaymentMethod({ stripeReaderId: "tmr_nope", number: "42", interac, tipMinor: 1 }, null);
}
