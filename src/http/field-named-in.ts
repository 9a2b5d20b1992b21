/** How graphql 16 names the place that is wrong, the most exact first. */
const NAMED_BY = [
  // Variable "$input" got invalid value … at "input.lines[0].amountMinor"; Field "taxMinor" is not defined by type …
  /Field "(?:[A-Za-z0-9_]+\.)?([A-Za-z0-9_]+)" (?:of required type|is not defined by type "[A-Za-z0-9_]+Input)/,
  // Variable "$input" got invalid value … at "input.totalMinor"; Expected …
  / at "[A-Za-z0-9_]+\.([^"]+)"; /,
  // Field "order" argument "id" of type "ID!" is required …
  /\bargument "([A-Za-z0-9_]+)" of type/i,
  // Argument "first" has invalid value …
  /^Argument "([A-Za-z0-9_]+)"/,
  // Variable "$id" of required type "ID!" was not provided.
  /^Variable "\$([A-Za-z0-9_]+)"/,
] as const;

/** The input field that GraphQL's own message complains of, or undefined where it names none. */
export function fieldNamedIn(message: string): string | undefined {
  for (const pattern of NAMED_BY) {
    const field = pattern.exec(message)?.[1];
    if (field !== undefined) return field;
  }
  return undefined;
}
