import { describe } from "vitest";
import { type Break, tellStories } from "./card-stories.js";

/** The SDK tries once more by itself under the same key, so the second drop is the first that we see. */
const BREAKS: readonly Break[] = [
  { when: "after", count: 2 },
  { when: "before", count: 2 },
];

describe.each([{ webhooks: true }, { webhooks: false }])(
  "a step that breaks off, with webhooks: $webhooks",
  (options) => {
    tellStories(options, BREAKS);
  },
);
