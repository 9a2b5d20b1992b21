import { type DocumentNode, GraphQLError, visit } from "graphql";
import { BadInput } from "../domain/errors.js";
import { isKeepableText } from "../domain/is-keepable-text.js";

const UNKEEPABLE = "holds NUL or half of a character, which can't be kept";
/** Our inputs have four levels, and metadata some of its own. Half a megabyte of brackets would overflow the stack. */
const MAX_DEPTH = 64;
const SHOWN_DEPTH = 4;

/**
 * The error for an operation with a text that could not be kept or compared, or null. Looked for in every request at the
 * door: Postgres refuses such a text wherever it meets it, which would look like a fault of ours.
 */
export function findUnkeepableText(
  document: DocumentNode,
  variables: Record<string, unknown> | null | undefined,
): GraphQLError | null {
  let hasUnkeepableLiteral = false;
  visit(document, {
    StringValue({ value }) {
      hasUnkeepableLiteral ||= !isKeepableText(value);
    },
  });
  if (hasUnkeepableLiteral) return refusal("query", UNKEEPABLE);
  const fault = findFault(variables ?? {}, []);
  if (fault === null) return null;
  const { path, what } = fault;
  // A field is named as in every other refusal: without its variable, which mostly is `input`.
  return refusal((path.length > 1 ? path.slice(1) : path).join("."), what);
}

interface Fault {
  path: readonly string[];
  what: string;
}

/** Where in a value the first such text or key stands, or where it goes deeper than we follow. */
function findFault(value: unknown, path: readonly string[]): Fault | null {
  if (typeof value === "string") return isKeepableText(value) ? null : { path, what: UNKEEPABLE };
  if (typeof value !== "object" || value === null) return null;
  if (path.length > MAX_DEPTH) return { path: path.slice(0, SHOWN_DEPTH), what: "is nested too deeply" };
  for (const [key, each] of Object.entries(value)) {
    if (!isKeepableText(key)) return { path, what: UNKEEPABLE };
    const found = findFault(each, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

function refusal(field: string, what: string): GraphQLError {
  const originalError = new BadInput(field, `${field} ${what}.`);
  return new GraphQLError(originalError.message, { originalError, extensions: { http: { status: 400 } } });
}
