import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { renderTwintPage, TWINT_PAGE_POLICY } from "./twint-page.js";
import { toLanguage, type TwintState } from "./twint-words.js";

export interface TwintResult {
  state: TwintState;
  /** The till's own address, taken from our row; null where our page is the end. */
  forwardTo: string | null;
}

export interface TwintReturnOptions {
  /** What became of the payment that the token stands for; null for a token that nobody was given. */
  lookUp: (token: string) => Promise<TwintResult | null>;
}

type TokenRequest = FastifyRequest<{ Params: { token: string } }>;

/**
 * Where a customer comes back from TWINT. Stripe appends the client secret to the return address: it is dropped at
 * once by a redirect to an address without it, sent to nobody as a referrer, kept in no cache and logged nowhere.
 */
export function registerTwintReturn(app: FastifyInstance, { lookUp }: TwintReturnOptions): void {
  app.get("/twint/return/:token", async ({ params }: TokenRequest, reply) =>
    keepQuiet(reply).redirect(`/twint/result/${encodeURIComponent(params.token)}`, 303),
  );

  app.get("/twint/result/:token", async ({ params, headers }: TokenRequest, reply) => {
    keepQuiet(reply);
    const result = await lookUp(params.token);
    if (result !== null && result.state !== "WAITING" && result.forwardTo !== null) {
      return reply.redirect(result.forwardTo, 303);
    }
    return reply
      .code(result === null ? 404 : 200)
      .header("content-security-policy", TWINT_PAGE_POLICY)
      .header("vary", "accept-language")
      .type("text/html; charset=utf-8")
      .send(renderTwintPage(result?.state ?? "UNKNOWN", toLanguage(headers["accept-language"])));
  });
}

function keepQuiet(reply: FastifyReply): FastifyReply {
  return reply.header("referrer-policy", "no-referrer").header("cache-control", "no-store");
}
