import { describe, expect, it } from "vitest";

import { errorOf, makeIntent, openSandbox } from "./open-sandbox.js";

describe("events are listed", () => {
  it("thirty days back, and can't be read after that either", async () => {
    const open = await openSandbox();
    await makeIntent(open.stripe);
    const [event] = (await open.stripe.events.list()).data;
    await open.control("POST", "clock", { advance_ms: 30 * 86_400_000 - 60_000 });
    const before = await open.stripe.events.retrieve(event?.id ?? "");
    await open.control("POST", "clock", { advance_ms: 60_000 });

    expect(before.id).toBe(event?.id);
    expect((await open.stripe.events.list()).data).toEqual([]);
    expect(await errorOf(open.stripe.events.retrieve(before.id))).toMatchObject({ statusCode: 404 });
  });

  it.each<[string, string, object]>([
    ["types of more than twenty", Array.from({ length: 21 }, () => "types[]=a.b").join("&"), { param: "types" }],
    ["type and types together", "type=a.b&types[]=a.b", { type: "invalid_request_error" }],
    ["a cursor of another kind", "starting_after=pi_nope", { code: "resource_missing", param: "starting_after" }],
    ["something else than a yes or no", "delivery_success=maybe", { param: "delivery_success" }],
  ])("not by %s", async (_, query, error) => {
    const { raw } = await openSandbox();

    const answer = await raw("GET", `/v1/events?${query}`);

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error });
  });
});
