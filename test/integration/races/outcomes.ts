import { refusalOf } from "../../support/till.js";

/** How each racer ended: "done", or the code it was refused with. */
export async function codesOf(results: readonly PromiseSettledResult<unknown>[]): Promise<unknown[]> {
  const codes: unknown[] = [];
  for (const result of results) {
    codes.push(result.status === "fulfilled" ? "done" : (await refusalOf(Promise.reject(result.reason as Error))).code);
  }
  return codes;
}
