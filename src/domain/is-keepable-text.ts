/**
 * Whether Postgres can keep a text and compare with it. A client's JSON may also hold NUL, and halves of the characters
 * that UTF-16 writes in two.
 */
export function isKeepableText(text: string): boolean {
  return !text.includes("\u0000") && !/\p{Surrogate}/u.test(text);
}
