import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { findOpenApiDocument } from "../support/conformance/openapi-document.js";
import { openRecordedSandbox, type Answer, type RecordedSandbox } from "./open-recorded-sandbox.js";
import { printFigures } from "../support/conformance/print-figures.js";
import { Recorder } from "../support/conformance/recorder.js";
import { tourCustomers } from "./tour-customers.js";
import { tourErrors } from "./tour-errors.js";
import { tourPayments } from "./tour-payments.js";
import { tourTerminal } from "./tour-terminal.js";

const document = findOpenApiDocument();

describe.skipIf(document === undefined)("what the sandbox says", () => {
  // The tours send wrong requests on purpose; right ones are held to the document in requests.test.ts.
  const recorder = new Recorder(document ?? { info: { version: "" }, paths: {}, components: { schemas: {} } }, {
    checksRequests: false,
  });
  let shop: RecordedSandbox;

  beforeAll(async () => {
    shop = await openRecordedSandbox(recorder);
  });
  afterAll(async () => {
    await shop.close();
    printFigures("conformance: what the sandbox says on the tours", recorder.figures());
  });

  it.each([
    ["about payments", tourPayments],
    ["about readers and locations", tourTerminal],
    ["about customers and the books", tourCustomers],
    ["when a request is wrong or a fault was ordered", tourErrors],
  ])("is in the document, field by field, %s", { timeout: 30_000 }, async (_about, tour) => {
    await tour(shop);
    await readAllEvents(shop);

    expect(recorder.violations).toEqual([]);
  });
});

async function readAllEvents({ call }: RecordedSandbox): Promise<void> {
  let cursor = "";
  for (;;) {
    const page = await call(`GET /v1/events?limit=100${cursor}`);
    const events = page["data"] as Answer[];
    const last = events.at(-1);
    if (page["has_more"] !== true || !last) return;
    cursor = `&starting_after=${last.id}`;
  }
}
