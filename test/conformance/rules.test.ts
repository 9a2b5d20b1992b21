import { describe, expect, it } from "vitest";

import { routes } from "../../src/sandbox/routes.js";
import { differencesOf } from "./compare-rules.js";
import { findOpenApiDocument } from "../support/conformance/openapi-document.js";

const document = findOpenApiDocument();

describe.skipIf(document === undefined)("what the sandbox takes", () => {
  it("is what the document says: names, what is required, choices and lengths", () => {
    expect(differencesOf(document!, routes)).toEqual([]);
  });
});
