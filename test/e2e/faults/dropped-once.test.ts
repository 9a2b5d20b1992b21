import { describe } from "vitest";
import { type Break, tellStories } from "./card-stories.js";

const BREAKS: readonly Break[] = [
  { when: "after", count: 1 },
  { when: "before", count: 1 },
];

describe.each([{ webhooks: true }, { webhooks: false }])(
  "a step that breaks off, with webhooks: $webhooks",
  (options) => {
    tellStories(options, BREAKS);
  },
);
