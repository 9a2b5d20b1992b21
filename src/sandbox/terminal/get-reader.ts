import { resourceMissing } from "../api/stripe-error.js";
import type { Work } from "../api/work.js";
import type { ReaderRow } from "../entities/reader.js";

/** The reader of the path, as long as it is registered. */
export function getReader(work: Work, id: string): ReaderRow {
  const reader = work.find("readers", id);
  if (!reader || reader.deleted) throw resourceMissing({ kind: "terminal.reader", id, param: "reader", status: 404 });
  return reader;
}

/** Reading a reader that was deleted answers its stub (facts 4.1). */
export function findReaderOrStub(work: Work, id: string): ReaderRow {
  const reader = work.find("readers", id);
  if (!reader) throw resourceMissing({ kind: "terminal.reader", id, param: "reader", status: 404 });
  return reader;
}
