import type { Work } from "../api/work.js";
import type { ReaderRow } from "../entities/reader.js";
import type { Json } from "../entities/row.js";
import { formatReader } from "../formatters/reader.js";
import { emit } from "../webhooks/emit.js";

export interface ActionFailure {
  readonly code: string;
  readonly message: string;
  readonly apiError: Json | null;
}

export function succeedAction(work: Work, reader: ReaderRow): ReaderRow {
  if (!reader.action) return reader;
  const done = work.put("readers", { ...reader, action: { ...reader.action, status: "succeeded" } });
  emit(work, "terminal.reader.action_succeeded", formatReader(done, work));
  return done;
}

export function failAction(work: Work, reader: ReaderRow, failure: ActionFailure): ReaderRow {
  if (!reader.action) return reader;
  const failed = work.put("readers", {
    ...reader,
    connectionError: null,
    action: {
      ...reader.action,
      status: "failed",
      failureCode: failure.code,
      failureMessage: failure.message,
      apiError: failure.apiError,
    },
  });
  emit(work, "terminal.reader.action_failed", formatReader(failed, work));
  return failed;
}
