import { describe, expect, it } from "vitest";
import { createFastify } from "../../../src/http/create-fastify.js";
import { registerTwintReturn, type TwintResult } from "../../../src/http/twint-return.js";
import { LANGUAGES, toLanguage, TWINT_STATES } from "../../../src/http/twint-words.js";
import { createKeptLog } from "./kept-log.js";

const SECRET = "pi_3Q_secret_Wh0Kn0wsTh1sPays";
const STRIPES_QUERY = `payment_intent=pi_3Q&payment_intent_client_secret=${SECRET}&redirect_status=succeeded`;

function createServer(result: TwintResult | null = null) {
  const { logger, logged } = createKeptLog();
  const app = createFastify(logger);
  registerTwintReturn(app, { lookUp: async () => result });
  return { app, logged };
}

describe("/twint/return", () => {
  it("sends the customer on at once to an address without Stripe's query", async () => {
    const { app } = createServer();

    const answer = await app.inject({ url: `/twint/return/tok_1?${STRIPES_QUERY}` });

    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe("/twint/result/tok_1");
    expect(answer.headers["referrer-policy"]).toBe("no-referrer");
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  it("leaves no trace of the client secret in log, body or headers", async () => {
    const { app, logged } = createServer();

    const answers = [
      await app.inject({ url: `/twint/return/tok_1?${STRIPES_QUERY}` }),
      await app.inject({ url: `/twint/return/?${STRIPES_QUERY}` }),
      await app.inject({ url: `/twint/return/tok_1/more?${STRIPES_QUERY}` }),
      await app.inject({ url: `/twint/result/tok_1?${STRIPES_QUERY}` }),
      await app.inject({ url: `/twint/%zz?${STRIPES_QUERY}` }),
      await app.inject({ method: "POST", url: `/twint/return/tok_1?${STRIPES_QUERY}` }),
    ];

    const everything = [logged(), ...answers.map(({ body, headers }) => body + JSON.stringify(headers))].join("\n");
    expect(everything).toContain("/twint/return/:token");
    expect(everything).not.toContain("_secret");
    expect(everything).not.toContain("payment_intent");
  });

  it("keeps a token from leading anywhere else", async () => {
    const { app } = createServer();

    const answer = await app.inject({ url: "/twint/return/..%2F..%2Fevil.example%0d%0ax" });

    expect(answer.headers.location).toBe("/twint/result/..%2F..%2Fevil.example%0D%0Ax");
  });
});

describe("/twint/result", () => {
  it("asks again by itself while TWINT has not answered, without a script", async () => {
    const { app } = createServer({ state: "WAITING", forwardTo: null });

    const answer = await app.inject({ url: "/twint/result/tok_1" });

    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('<meta http-equiv="refresh" content="2">');
    expect(answer.body).not.toContain("<script");
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.headers["referrer-policy"]).toBe("no-referrer");
  });

  it("does not forward a customer whose payment is still waited for", async () => {
    const forwardTo = "https://till.example/thanks";
    const { app } = createServer({ state: "WAITING", forwardTo });

    expect((await app.inject({ url: "/twint/result/tok_1" })).statusCode).toBe(200);
  });

  it.each(["PAID", "FAILED", "EXPIRED"] as const)("forwards to the till's address once it is %s", async (state) => {
    const forwardTo = "https://till.example/thanks?order=7";
    const { app } = createServer({ state, forwardTo });

    const answer = await app.inject({ url: "/twint/result/tok_1" });

    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe(forwardTo);
  });

  it.each(["PAID", "FAILED", "EXPIRED"] as const)("is the end where the till gave no address: %s", async (state) => {
    const { app } = createServer({ state, forwardTo: null });

    const answer = await app.inject({ url: "/twint/result/tok_1" });

    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain(`data-state="${state}"`);
    expect(answer.body).not.toContain("http-equiv");
  });

  it("answers 404 with a page to a token that nobody was given", async () => {
    const { app } = createServer();

    const answer = await app.inject({ url: "/twint/result/tok_nobody" });

    expect(answer.statusCode).toBe(404);
    expect(answer.headers["content-type"]).toContain("text/html");
    expect(answer.body).toContain('data-state="UNKNOWN"');
  });

  it("loads nothing and runs nothing", async () => {
    const { app } = createServer({ state: "PAID", forwardTo: null });

    const answer = await app.inject({ url: "/twint/result/tok_1" });

    expect(answer.body).not.toMatch(/(?:src|href)="(?!data:)/);
    expect(answer.headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-[^ ]+';/);
  });

  it("speaks the customer's language", async () => {
    const { app } = createServer({ state: "PAID", forwardTo: null });
    const bodyIn = async (language: string) =>
      (await app.inject({ url: "/twint/result/t", headers: { "accept-language": language } })).body;

    const bodies = await Promise.all(LANGUAGES.map(bodyIn));

    expect(bodies.map((body) => /<title>(.*)<\/title>/.exec(body)?.[1])).toEqual(["Paid", "Bezahlt", "Payé", "Pagato"]);
    expect(bodies.map((body) => /lang="(..)"/.exec(body)?.[1])).toEqual([...LANGUAGES]);
  });

  it.each([
    ["de-CH,de;q=0.9,en;q=0.8", "de"],
    ["rm-CH, it-CH;q=0.9", "it"],
    ["FR", "fr"],
    ["ja", "en"],
    [undefined, "en"],
  ])("takes the first language it speaks of %s", (acceptLanguage, language) => {
    expect(toLanguage(acceptLanguage)).toBe(language);
  });

  it("has words for every state", () => {
    expect(TWINT_STATES).toEqual(["WAITING", "PAID", "FAILED", "EXPIRED"]);
  });
});
