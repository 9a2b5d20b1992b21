import { describe } from "vitest";
import { tellStories } from "./card-stories.js";

describe("a connection to Stripe that breaks while webhooks arrive", () => {
  tellStories(
    { webhooks: true },
    {
      single: [
        { when: "after", count: 2 },
        { when: "before", count: 2 },
      ],
      // More than the tries in one go: recovery has to go on with it.
      everywhere: [{ when: "after", count: 7 }],
    },
  );
});
