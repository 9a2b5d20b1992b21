import * as fc from "fast-check";

import type { Route } from "../../../src/sandbox/api/route.js";
import { routes } from "../../../src/sandbox/routes.js";
import type { Param } from "../../../src/sandbox/validation/param.js";

export interface FuzzedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** What breaks parsers: nothing, too much, other scripts, half a sequence, names that objects inherit. */
const nasty = fc.constantFrom(
  "",
  "%",
  "%00",
  "%E0%A4%A",
  "__proto__",
  "constructor",
  "toString",
  "[",
  "]",
  "[]",
  "a[b][c][d][e][f][g][h]",
  "null",
  "NaN",
  "-0",
  "1e309",
  "9".repeat(40),
  "💳",
  "x".repeat(6_000),
);

const text = fc.oneof(
  fc.constantFrom("chf", "2000", "-1", "0", "1.5", "true", "card_present", "pm_card_visa", "twint", "latest_charge"),
  fc.integer().map(String),
  fc.string({ maxLength: 40 }),
  nasty,
);
const bracket = fc.oneof(fc.constantFrom("", "[]", "[0]", "[a]", "[card_present][number]", "[999999]", "["), nasty);

/** Ids that the test makes beforehand: `{intent}` stands for one that exists. */
const MADE = ["{intent}", "{charge}", "{reader}", "{location}", "{refund}", "{method}"] as const;
const madeId = fc.constantFrom<string>(...MADE);

/** One parameter of the route, mostly with a value of its kind. */
function parameter([name, rule]: readonly [string, Param<unknown>]): fc.Arbitrary<string> {
  const right = valueOf(rule).map((value) => (rule.kind === "array" ? `${name}[]=${value}` : `${name}${value}`));
  const wrong = fc.tuple(bracket, text).map(([inner, value]) => `${name}${inner}=${value}`);
  return fc.oneof({ weight: 9, arbitrary: right }, { weight: 1, arbitrary: wrong });
}

function valueOf(rule: Param<unknown>): fc.Arbitrary<string> {
  if (rule.kind === "array") return fc.oneof(fc.constantFrom("card", "card_present", "twint", "latest_charge"), madeId);
  if (rule.fields) {
    const inner = Object.entries(rule.fields);
    if (inner.length === 0) return fc.constant("[a]=1");
    return fc.constantFrom(...inner).chain(([name, rule]) => valueOf(rule).map((value) => `[${name}]${value}`));
  }
  return plainValue(rule.kind).map((value) => `=${encodeURIComponent(value)}`);
}

function plainValue(kind: string): fc.Arbitrary<string> {
  if (kind.startsWith("one of "))
    return fc.constantFrom(...kind.slice("one of ".length).replace(" or empty", "").split(", "));
  if (kind.startsWith("integer")) return fc.constantFrom("0", "1", "50", "500", "2000", "99999999", "100000000", "-5");
  if (kind.startsWith("boolean")) return fc.constantFrom("true", "false");
  return fc.oneof(
    madeId,
    fc.constantFrom("chf", "usd", "pm_card_visa", "https://a.example"),
    fc.string({ maxLength: 9 }),
  );
}

/** What the route can't do without, so that some requests get through, and a few of the rest. */
function formOf(route: Route): fc.Arbitrary<string> {
  const entries = Object.entries(route.params.fields ?? {});
  const needed = entries.filter(([name, rule]) => rule.isRequired === true || name === "currency");
  const other = entries.filter((entry) => !needed.includes(entry));
  const some = fc
    .subarray(other, { maxLength: Math.min(3, other.length) })
    .chain((chosen) => fc.tuple(...chosen.map(parameter)));
  return fc.tuple(fc.tuple(...needed.map(parameter)), some).map((parts) => parts.flat().join("&"));
}

const oddBody = fc.oneof(
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 500 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 40_000 }).map((length) => "a[]=1&".repeat(length)) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3_000 }).map((length) => `a${"[b]".repeat(length)}=1`) },
);

const oddId = fc.oneof(fc.constantFrom("pi_1", "tmr_1", "..", "%2F", "%"), fc.webSegment(), nasty);
const anyPath = fc.webPath().filter((path) => !path.startsWith("/_"));
const oddPath = fc.oneof(
  anyPath.map((rest) => `/v1${rest}`),
  anyPath.map((rest) => (rest === "" ? "/" : rest)),
);

function pathOf(route: Route): fc.Arbitrary<string> {
  const id = fc.oneof({ weight: 6, arbitrary: madeId }, { weight: 1, arbitrary: oddId });
  return id.map((value) =>
    route.path.replace(/:(\w+)/, (_, name: string) => (value.startsWith("{") ? `{${name}}` : toSegment(value))),
  );
}

function toSegment(value: string): string {
  return value.replaceAll(/[^\w%.~-]/gu, "").slice(0, 2_000);
}

const headerText = fc.oneof(
  fc.string({ maxLength: 300 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, "").trim()),
  fc.constantFrom("", "null", "acct_1Other", "2026-10-28.endive", "2020-08-27", "2026-99-99", "Basic Og==", "Bearer "),
);
const headers = fc
  .record(
    {
      "content-type": fc.oneof(fc.constantFrom("application/json", "multipart/form-data", "text/plain"), headerText),
      "idempotency-key": headerText,
      "stripe-account": headerText,
      "stripe-version": headerText,
      authorization: headerText,
    },
    { requiredKeys: [] },
  )
  .chain((odd) => fc.subarray(Object.keys(odd), { maxLength: 1 }).map((kept) => pick(odd, kept)));
const mostlyHonest = fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers });

const HONEST = { authorization: "Bearer sk_test_fuzz", "content-type": "application/x-www-form-urlencoded" };

function pick(odd: Record<string, string>, kept: readonly string[]): Record<string, string> {
  return { ...HONEST, ...Object.fromEntries(kept.map((key) => [key, odd[key] ?? ""])) };
}

const oddRequest: fc.Arbitrary<FuzzedRequest> = fc
  .record({
    method: fc.constantFrom("GET", "POST", "POST", "DELETE", "PUT", "PATCH", "OPTIONS"),
    path: fc.oneof(oddPath, fc.constantFrom(...routes).chain(pathOf)),
    headers,
    oddBody,
  })
  .map(({ method, path, headers, oddBody }) => ({
    method,
    path,
    headers,
    body: method === "GET" ? undefined : oddBody,
  }));

const nearlyRight: fc.Arbitrary<FuzzedRequest> = fc.constantFrom(...routes).chain((route) =>
  fc.record({ path: pathOf(route), form: formOf(route), odd: mostlyHonest }).map(({ path, form, odd }) => ({
    method: route.method,
    path: route.method === "POST" ? path : `${path}?${toQuery(form)}`,
    headers: { ...HONEST, ...odd },
    body: route.method === "POST" ? form : undefined,
  })),
);

function toQuery(form: string): string {
  return form
    .replaceAll(/[^\x21-\x7e]/g, "")
    .replaceAll("#", "")
    .slice(0, 8_000);
}

/** Requests that are nearly right for one of the routes, and some that no client would send. */
export const fuzzedRequest: fc.Arbitrary<FuzzedRequest> = fc.oneof(
  { weight: 4, arbitrary: nearlyRight },
  { weight: 1, arbitrary: oddRequest },
);
