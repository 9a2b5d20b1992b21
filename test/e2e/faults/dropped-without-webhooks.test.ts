import { describe } from "vitest";
import { tellStories } from "./card-stories.js";

describe("a connection to Stripe that breaks while no webhook arrives", () => {
  tellStories(
    { webhooks: false },
    // The SDK tries once more by itself under the same key, so the second drop is the first that we see.
    [1, 2, 3, 5].flatMap((count) => [
      { when: "after", count },
      { when: "before", count },
    ]),
  );
});
