import { describe } from "vitest";
import { type Break, tellStories } from "./card-stories.js";

/** The SDK tries once more by itself under the same key, so the second drop is the first that we see. */
const inARow = (...counts: number[]): Break[] =>
  counts.flatMap((count) => [
    { when: "after", count },
    { when: "before", count },
  ]);

describe("a connection to Stripe that breaks while no webhook arrives", () => {
  tellStories(
    { webhooks: false },
    { single: inARow(2), everywhere: [...inARow(1, 3), { when: "after", count: 5 }] },
  );
});
