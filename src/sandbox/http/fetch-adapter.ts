import { isUpload, LARGEST_BODY_BYTES, TOO_LARGE, type Handle } from "./exchange.js";

/** Bodies are not allowed to go with these. */
const WITHOUT_BODY = new Set([204, 205, 304]);

/** The same core without a port, as a client takes it. A dropped request fails as a lost connection does in `fetch`. */
export function createFetch(handle: Handle): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const { method, body: upload } = request;
    const { pathname, search } = url;
    const isLarge = upload !== null && isUpload({ method, pathname });
    const body = isLarge ? "" : await request.text();
    if (Buffer.byteLength(body) > LARGEST_BODY_BYTES) return new Response(TOO_LARGE.body, TOO_LARGE);
    const headers = Object.fromEntries(request.headers);
    const outcome = await handle({ method, pathname, search, headers, body, ...(isLarge ? { upload } : {}) });
    if (outcome === "dropped")
      throw new TypeError("fetch failed", { cause: new Error("the sandbox dropped the connection") });
    if ("pieces" in outcome) return new Response(new Blob([...outcome.pieces]), outcome);
    return new Response(WITHOUT_BODY.has(outcome.status) ? null : outcome.body, {
      status: outcome.status,
      headers: outcome.headers,
    });
  };
}
