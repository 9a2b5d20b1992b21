import { parse } from "qs";

import { invalidParameter } from "./stripe-error.js";

/** More than any documented request needs; what lies beyond would be dropped in silence otherwise. */
const MOST_PARAMETERS = 5000;

const WRONG_CONTENT_TYPE =
  "Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any " +
  "questions, we can help at https://support.stripe.com/.";

/** Reads every bracket style: `a[b]=`, `a[]=`, `a[0][b]=`. A repeated plain name becomes an array, and is refused later. */
export function parseForm(text: string): Record<string, unknown> {
  if (text === "") return {};
  return parse(text, {
    arrayLimit: 1000,
    depth: 20,
    ignoreQueryPrefix: true,
    parameterLimit: MOST_PARAMETERS,
    plainObjects: true,
  });
}

export function assertFormContent(contentType: string | undefined, body: string): void {
  if (body === "" || contentType === undefined || contentType.startsWith("application/x-www-form-urlencoded")) return;
  throw invalidParameter({ message: WRONG_CONTENT_TYPE });
}
