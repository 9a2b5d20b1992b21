import { describe, expect, it } from "vitest";
import { createTestServer } from "./test-server.js";

const QUERY = { query: "{ serverInfo { version } }" };

describe("/graphql", () => {
  it.each([
    ["no key", {}],
    ["another scheme", { authorization: "Basic dGlsbDprZXk=" }],
    ["an empty key", { authorization: "Bearer " }],
  ])("answers 401 and UNAUTHENTICATED to %s", async (_what, headers) => {
    const { app } = await createTestServer();

    const answer = await app.inject({ method: "POST", url: "/graphql", headers, payload: QUERY });

    expect(answer.statusCode).toBe(401);
    expect(answer.headers["www-authenticate"]).toBe("Bearer");
    expect(answer.json()).toEqual({
      errors: [
        { message: expect.any(String), extensions: { code: "UNAUTHENTICATED", retryable: false, effect: "NONE" } },
      ],
    });
  });

  it("asks for a key before it reads the body", async () => {
    const { app } = await createTestServer();

    const answer = await app.inject({
      method: "POST",
      url: "/graphql",
      headers: { "content-type": "application/json" },
      payload: "{ not json",
    });

    expect(answer.statusCode).toBe(401);
  });

  it("asks for a key for introspection too", async () => {
    const { app } = await createTestServer();

    const answer = await app.inject({ url: "/graphql?query={__schema{queryType{name}}}" });

    expect(answer.statusCode).toBe(401);
  });

  it("masks an error while the key is looked up, and logs it under the id that the client is told", async () => {
    const { app, logged } = await createTestServer();

    const answer = await app.inject({
      method: "POST",
      url: "/graphql",
      headers: { authorization: "Bearer key_that_is_looked_up" },
      payload: QUERY,
    });

    const [error] = answer.json().errors;
    expect(answer.statusCode).toBe(500);
    expect(error.extensions).toMatchObject({ code: "INTERNAL_SERVER_ERROR", effect: "POSSIBLE" });
    expect(answer.body).not.toContain("deps.");
    expect(logged()).toContain(error.extensions.incidentId);
    expect(logged()).not.toContain("key_that_is_looked_up");
  });

  it("lets no other site's page call it unless its origin is listed", async () => {
    const { app } = await createTestServer({ corsOrigins: ["https://till.example"] });
    const headers = { origin: "https://elsewhere.example", "access-control-request-method": "POST" };

    const foreign = await app.inject({ method: "OPTIONS", url: "/graphql", headers });
    const listed = await app.inject({
      method: "OPTIONS",
      url: "/graphql",
      headers: { ...headers, origin: "https://till.example" },
    });

    expect(foreign.headers["access-control-allow-origin"]).toBeUndefined();
    expect(listed.statusCode).toBe(204);
    expect(listed.headers).toMatchObject({
      "access-control-allow-origin": "https://till.example",
      "access-control-allow-methods": "GET, POST",
      "access-control-allow-headers": expect.stringContaining("authorization") as unknown,
    });
  });

  it("tells a client that goes wild to wait, in the shape of a GraphQL error", async () => {
    const { app } = await createTestServer({ requestsPerMinute: 2 });
    const headers = { authorization: "Bearer the-same-every-time" };
    const send = () => app.inject({ method: "POST", url: "/graphql", headers, payload: QUERY });

    const within = [await send(), await send()];
    const answer = await send();
    const others = await app.inject({ method: "POST", url: "/graphql", payload: QUERY });

    expect([...within, others].map(({ statusCode }) => statusCode)).toEqual([500, 500, 401]);
    expect(answer.statusCode).toBe(429);
    expect(answer.headers["retry-after"]).toBeDefined();
    expect(answer.json().errors[0].extensions).toEqual({ code: "RATE_LIMITED", retryable: true, effect: "NONE" });
  });

  it.each([
    ["a key, however it is padded", ["Bearer some-key", "Bearer  some-key", "bearer   some-key"]],
    ["an address, whatever it says instead of a key", ["Basic a", "Basic b", "Bearer a b"]],
  ])("counts by %s", async (_what, headers) => {
    const { app } = await createTestServer({ requestsPerMinute: 2 });
    const codes: number[] = [];

    for (const authorization of headers) {
      const answer = await app.inject({ method: "POST", url: "/graphql", headers: { authorization }, payload: QUERY });
      codes.push(answer.statusCode);
    }

    expect(codes.map((code) => code === 429)).toEqual([false, false, true]);
  });
});
