import { expect, it } from "vitest";
import { readWebhookMode } from "../../../src/cli/demo/read-webhook-mode.js";

it("leaves the webhooks as they are unless told", () => {
  expect(readWebhookMode([])).toBeUndefined();
});

it.each(["normal", "off", "twice-reversed"])("knows %s", (mode) => {
  expect(readWebhookMode(["--webhooks", mode])).toBe(mode);
});

it.each([
  [["--webhooks", "sometimes"], /--webhooks must be one of normal, off, twice-reversed, not "sometimes"/],
  [["--webhooks"], /Usage: npm run demo/],
  [["--hooks", "off"], /'--hooks'[^]*Usage: npm run demo/],
  [["off"], /Usage: npm run demo/],
])("refuses %j", (args, message) => {
  expect(() => readWebhookMode(args)).toThrow(message);
});
