/** What an id begins with tells what it names: `node` resolves types by it, and a person can read a log. */
export const ID_PREFIXES = {
  order: "ord",
  payment: "pay",
  action: "act",
  refund: "rfd",
  reader: "rdr",
  location: "loc",
  operation: "op",
  lease: "lse",
  inboxEvent: "inb",
  apiKey: "key",
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** Makes a new id of a kind; ids of one kind sort by the time they were made. */
export type NewId = (kind: IdKind) => string;

/** The kind an id claims by its prefix, or undefined for something that is no id of ours. */
export function kindOfId(id: string): IdKind | undefined {
  const [prefix, suffix] = id.split("_");
  if (suffix === undefined) return undefined;
  return (Object.keys(ID_PREFIXES) as IdKind[]).find((kind) => ID_PREFIXES[kind] === prefix);
}
