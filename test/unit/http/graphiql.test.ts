import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createTestServer } from "./test-server.js";

const AS_BROWSER = { accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "accept-encoding": "gzip, br" };

describe("GraphiQL", async () => {
  const { app } = await createTestServer();
  const page = await app.inject({ url: "/graphql", headers: AS_BROWSER });
  const html = gunzipSync(page.rawPayload).toString();
  const markup = html.slice(0, html.indexOf("<script>")) + html.slice(html.lastIndexOf("</script>"));

  it("is what a browser's visit gets, compressed", () => {
    expect(page.statusCode).toBe(200);
    expect(page.headers["content-type"]).toContain("text/html");
    expect(page.headers["content-encoding"]).toBe("gzip");
    expect(html).toContain('"title":"Tillgraph"');
  });

  it("works offline: its markup loads nothing, and its policy allows nothing but this server", () => {
    const policy = String(page.headers["content-security-policy"]);

    expect(markup).not.toMatch(/(?:src|href)\s*=\s*["']?\s*(?:https?:)?\/\//);
    expect(markup).not.toMatch(/url\(\s*["']?\s*(?:https?:)?\/\//);
    expect(markup).not.toMatch(/@import/);
    expect(markup).not.toContain("<script");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
  });

  it("has a pane for headers, so that a key can be entered, and does not keep it", () => {
    expect(html).toContain('"isHeadersEditorEnabled":true');
    expect(html).toContain('"shouldPersistHeaders":false');
    expect(html).toContain("Authorization");
  });

  it("subscribes over graphql-ws, with the key from the headers pane", () => {
    expect(html).toContain('"subscriptionsProtocol":"WS"');
    expect(html).toMatch(/extensions:\{headers:([\w$]+)\?\.headers,connectionParams:\1\?\.headers\}/);
  });

  it("is not sent again to a browser that has it", async () => {
    const headers = { ...AS_BROWSER, "if-none-match": String(page.headers.etag) };

    const again = await app.inject({ url: "/graphql", headers });

    expect(again.statusCode).toBe(304);
    expect(again.rawPayload).toHaveLength(0);
  });

  it("is no way around the key for a query", async () => {
    const answer = await app.inject({ url: "/graphql?query={serverInfo{version}}", headers: AS_BROWSER });

    expect(answer.statusCode).toBe(401);
  });

  it("is not there in production", async () => {
    const { app } = await createTestServer({ production: true });

    const answer = await app.inject({ url: "/graphql", headers: AS_BROWSER });

    expect(answer.statusCode).toBe(401);
  });
});
