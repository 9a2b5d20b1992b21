import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { NextAction } from "../../../src/domain/next-safe-action.js";
import { FreeReaderDocument } from "../../support/generated/operations.js";
import { createStripeView } from "../../support/stripe-view.js";
import { useTestShop } from "../../support/test-shop.js";
import { codesOf } from "../races/outcomes.js";
import { followOffer, offersOf } from "./follow-offer.js";
import { type Build, openScene, ORDER_STATES, type Scene, tuneReader } from "./order-states.js";

/** What nobody knows before asking: they say nothing of the order or its payments. */
const OUTSIDE = ["STRIPE_UNAVAILABLE", "READER_BUSY", "READER_OFFLINE", "READER_TIMEOUT"];

/** By each state: what the order as a whole offers, the likeliest first. */
const OFFERED_BY_ORDER: Readonly<Record<string, readonly NextAction[]>> = {
  "is new": ["TAKE_ANOTHER_TENDER", "CANCEL"],
  "is paid in part": ["TAKE_ANOTHER_TENDER"],
  "has an idle card payment": ["TAKE_ANOTHER_TENDER", "CANCEL"],
  "has an idle TWINT payment": ["TAKE_ANOTHER_TENDER", "CANCEL"],
  "has a payment that Stripe refused to set up": ["TAKE_ANOTHER_TENDER", "CANCEL"],
  "has a payment that the till confirms itself": ["WAIT", "RECHECK", "CANCEL"],
  "has a page of the till's own open": ["WAIT", "RECHECK", "CANCEL"],
  "has a card at the reader": ["WAIT", "CANCEL_READER_ACTION"],
  "has a card at a reader that is offline after a cancel": [
    "CHECK_CONNECTION",
    "WAIT",
    "CANCEL_READER_ACTION",
    "CANCEL",
  ],
  "has a card at a reader that is deaf after a cancel": ["CHECK_CONNECTION", "WAIT", "CANCEL_READER_ACTION", "CANCEL"],
  "has a declined card": ["TAKE_ANOTHER_TENDER", "CANCEL"],
  "is held": ["COMPLETE_ORDER"],
  "is held in part": ["TAKE_ANOTHER_TENDER", "CANCEL"],
  "has a hold that is just being let go": ["WAIT"],
  "is held by one card and paid in cash": ["COMPLETE_ORDER"],
  "has a TWINT page open": ["OPEN_REDIRECT", "WAIT", "CANCEL"],
  "has a TWINT payment that the customer refused": ["TAKE_ANOTHER_TENDER", "CANCEL"],
  "has a command of which nothing is known": ["WAIT"],
  "has a command that never arrived": ["PROCESS_ON_READER", "CANCEL"],
  "has a command that never arrived twice": ["CHECK_CONNECTION", "PROCESS_ON_READER", "CANCEL"],
  "is paid in part beside a command that never arrived": ["PROCESS_ON_READER", "CANCEL"],
  "is paid and held beyond its total": ["CALL_FOR_HELP", "CANCEL"],
  "is paid in part and held beyond its total": ["CALL_FOR_HELP", "CANCEL"],
  "is completed and paid": [],
  "is completed and held": ["CAPTURE"],
  "is completed and taken in part": ["CALL_FOR_HELP"],
  "is completed after its hold was gone": ["CALL_FOR_HELP"],
  "is canceled": [],
  "is canceled and was paid all the same": ["CALL_FOR_HELP"],
};

describe("what the till is offered, followed at once", () => {
  const shop = useTestShop({ webhooks: false, jobs: false });
  let scene: Scene;
  beforeAll(() => {
    scene = openScene(shop, createStripeView(shop));
  });
  afterEach(() => clear());

  /** The next state begins with a free reader, and nothing goes wrong that it does not bring about itself. */
  const clear = async () => {
    await scene.stripe.clearFaults();
    await tuneReader(scene, "online");
    const input = { readerId: shop.readerIds[0], force: true, reason: "the next state" };
    await shop.client("OPERATOR").request(FreeReaderDocument, { input });
  };
  /** What becomes of each offer, done with an order of its own in that state. */
  const follow = async (build: Build) => {
    const { byOrder, deeds } = await offersOf(scene, await build(scene));
    const refused: string[] = [];
    for (const deed of deeds) {
      await clear();
      const [outcome] = await codesOf(await Promise.allSettled([followOffer(scene, await build(scene), deed)]));
      const isFine = outcome === "done" || OUTSIDE.includes(String(outcome));
      if (!isFine) refused.push(`${deed.action} with ${deed.with}: ${String(outcome)}`);
    }
    return { byOrder, refused };
  };

  it.each(Object.entries(ORDER_STATES))(
    "is never refused for what the order is like: one that %s",
    async (state, build) => {
      const { byOrder, refused } = await follow(build);

      expect(byOrder).toEqual(OFFERED_BY_ORDER[state]);
      expect(refused).toEqual([]);
    },
  );
});
