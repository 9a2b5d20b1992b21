/** Appends to the query and leaves every character that was there as it was, the fragment too. */
export function withReturnParameters(returnUrl: string, parameters: Readonly<Record<string, string>>): string {
  const [beforeFragment = "", ...fragment] = returnUrl.split("#");
  const separator = !beforeFragment.includes("?") ? "?" : /[?&]$/.test(beforeFragment) ? "" : "&";
  const appended = new URLSearchParams(parameters).toString();
  return [`${beforeFragment}${separator}${appended}`, ...fragment].join("#");
}
