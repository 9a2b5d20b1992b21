import { LARGEST_BODY_BYTES, TOO_LARGE } from "./exchange.js";
import type { Handle } from "./node-server.js";

/** Bodies are not allowed to go with these. */
const WITHOUT_BODY = new Set([204, 205, 304]);

/** The same core without a port. A dropped request fails as a lost connection does in `fetch`. */
export function createFetch(handle: Handle): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    const body = await request.text();
    if (Buffer.byteLength(body) > LARGEST_BODY_BYTES) return new Response(TOO_LARGE.body, TOO_LARGE);
    const outcome = await handle({
      method: request.method,
      pathname: url.pathname,
      search: url.search,
      headers: Object.fromEntries(request.headers),
      body,
    });
    if (outcome === "dropped")
      throw new TypeError("fetch failed", { cause: new Error("the sandbox dropped the connection") });
    return new Response(WITHOUT_BODY.has(outcome.status) ? null : outcome.body, {
      status: outcome.status,
      headers: outcome.headers,
    });
  };
}
