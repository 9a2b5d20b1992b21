import { expectSame, StepFailed } from "./step-failed.js";
import { waitUntil } from "./wait-until.js";

const ANSWER_WITHIN_MS = 10_000;

/**
 * What the customer's phone does with a TWINT redirect of the sandbox: opens the page, approves, and goes where it is
 * sent. Answers the address of the return page, on which nothing of Stripe's is left.
 */
export async function approveTwint(redirectUrl: string): Promise<string> {
  const page = await browse(redirectUrl);
  expectSame("the payment page's answer", page.status, 200);
  const approved = await browse(redirectUrl, {
    method: "POST",
    body: new URLSearchParams({ outcome: "authorize" }),
  });
  const returned = await browse(whereTo("the approval", approved));
  const returnPage = whereTo("the return", returned);
  if (returnPage.includes("client_secret")) throw new StepFailed("the return page's address holds a client secret");
  return returnPage;
}

/** Reloads the return page, as it does by itself, until it shows the outcome. */
export async function readReturnPage(url: string): Promise<string> {
  const read = async () => {
    const page = await browse(url);
    const html = await page.text();
    return {
      state: /data-state="([A-Z]+)"/.exec(html)?.[1] ?? `an answer ${page.status}`,
      title: /<h1>([^<]*)<\/h1>/.exec(html)?.[1] ?? "",
    };
  };
  const { state, title } = await waitUntil("the outcome on the return page", read, (page) => page.state !== "WAITING");
  expectSame("the return page's state", state, "PAID");
  return title;
}

function browse(url: string, request: RequestInit = {}): Promise<Response> {
  return fetch(url, { ...request, redirect: "manual", signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
}

function whereTo(what: string, response: Response): string {
  const location = response.headers.get("location");
  if (response.status !== 303 || location === null) throw new StepFailed(`${what} leads nowhere: ${response.status}`);
  return new URL(location, response.url).href;
}
