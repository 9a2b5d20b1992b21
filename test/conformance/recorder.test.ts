import { beforeAll, describe, expect, it, onTestFinished } from "vitest";

import { startSandbox } from "../../src/sandbox/start-sandbox.js";
import { ConformanceChecker } from "../support/conformance/conformance-checker.js";
import { DOCUMENTED_VERSION, findOpenApiDocument } from "../support/conformance/openapi-document.js";
import { openRecordingProxy, Recorder } from "../support/conformance/recorder.js";

const document = findOpenApiDocument();

const HEADERS = {
  authorization: "Bearer sk_test_recorder",
  "content-type": "application/x-www-form-urlencoded",
  "stripe-version": DOCUMENTED_VERSION,
};

async function openRecorded() {
  const recorder = new Recorder(document!);
  const sandbox = await startSandbox({ port: 0, seed: "recorder" });
  const proxy = await openRecordingProxy(recorder.note, sandbox.url);
  onTestFinished(async () => {
    await proxy.close();
    await sandbox.close();
  });
  const post = (path: string, body: string) => fetch(`${proxy.url}${path}`, { method: "POST", headers: HEADERS, body });
  return { recorder, proxy, post };
}

describe.skipIf(document === undefined)("the recorder", () => {
  it("passes requests and answers on, and finds nothing where there is nothing", async () => {
    const { recorder, post } = await openRecorded();

    const answer = await post("/v1/payment_intents", "amount=2000&currency=chf");

    expect(answer.status).toBe(200);
    expect(answer.headers.get("request-id")).toMatch(/^req_/);
    expect(recorder.violations).toEqual([]);
    expect(recorder.figures().operations.exercised).toBe(1);
  });

  it("catches the parameter that is gone, whatever the sandbox made of it", async () => {
    const { recorder, post } = await openRecorded();

    await post("/v1/payment_intents", "amount=2000&currency=chf&payment_method_types[]=card_present");

    expect(recorder.violations).toMatchObject([{ what: expect.stringContaining("payment_method_types") as string }]);
  });

  it("drops a connection where the sandbox drops one", async () => {
    const { recorder, proxy, post } = await openRecorded();
    const fault = { path: "/v1/refunds", kind: "drop", when: "before", count: 5 };
    await fetch(`${proxy.url}/_sandbox/faults`, { method: "POST", body: JSON.stringify(fault) });

    await expect(post("/v1/refunds", "charge=ch_1")).rejects.toThrow("fetch failed");

    expect(recorder.violations).toEqual([]);
  });

  it("hands a body that was cut short on as it is", async () => {
    const { recorder, proxy } = await openRecorded();
    const fault = { path: "/v1/account", kind: "cut", count: 1 };
    await fetch(`${proxy.url}/_sandbox/faults`, { method: "POST", body: JSON.stringify(fault) });

    await (await fetch(`${proxy.url}/v1/account`, { headers: HEADERS })).text();

    expect(recorder.cutShort).toBe(1);
  });
});

describe.skipIf(document === undefined)("the checker", () => {
  let checker: ConformanceChecker;
  beforeAll(() => {
    checker = new ConformanceChecker(document!);
  });
  const judge = (body: unknown) => checker.checkAnswer("GET", "/v1/refunds/re_1", { status: 200, body });
  const refund = {
    id: "re_1",
    object: "refund",
    amount: 1,
    balance_transaction: null,
    charge: "ch_1",
    created: 1_700_000_000,
    currency: "chf",
    customer: null,
    customer_account: null,
    metadata: {},
    payment_intent: null,
    payment_method: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  };

  it.each([
    ["an unknown field", { nope: 1 }],
    ["an unknown field inside", { destination_details: { type: "card", card: { type: "refund", nope: 1 } } }],
    ["a wrong type", { amount: "1" }],
    ["milliseconds for seconds", { created: 1_700_000_000_000 }],
    ["an unknown word", { reason: "whim" }],
    ["a field that is missing", { currency: undefined }],
  ])("catches %s in an answer", (_what, wrong) => {
    expect(judge(refund)).toEqual([]);
    expect(judge({ ...refund, ...wrong })).not.toEqual([]);
  });
});
