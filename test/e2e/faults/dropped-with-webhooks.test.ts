import { describe } from "vitest";
import { tellStories } from "./card-stories.js";

describe("a connection to Stripe that breaks while webhooks arrive", () => {
  tellStories({ webhooks: true }, [
    { when: "after", count: 2 },
    { when: "before", count: 2 },
    { when: "after", count: 7 },
  ]);
});
