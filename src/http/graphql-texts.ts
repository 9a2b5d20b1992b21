import { type DocumentNode, GraphQLError, visit } from "graphql";
import { BadInput } from "../domain/errors.js";
import { isKeepableText } from "../domain/is-keepable-text.js";

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
  if (hasUnkeepableLiteral) return unkeepable("query");
  const path = findPath(variables ?? {}, []);
  if (path === null) return null;
  // A field is named as in every other refusal: without its variable, which mostly is `input`.
  return unkeepable(path.length > 1 ? path.slice(1).join(".") : path.join("."));
}

/** Where in a value the first such text or key stands. Its depth is bounded by the body's size. */
function findPath(value: unknown, path: readonly string[]): readonly string[] | null {
  if (typeof value === "string") return isKeepableText(value) ? null : path;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    if (!isKeepableText(key)) return path;
    const found = findPath(each, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

function unkeepable(field: string): GraphQLError {
  const originalError = new BadInput(field, `${field} holds NUL or half of a character, which can't be kept.`);
  return new GraphQLError(originalError.message, { originalError, extensions: { http: { status: 400 } } });
}
