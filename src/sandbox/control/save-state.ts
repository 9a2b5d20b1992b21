import type { StreamedResponse } from "../http/exchange.js";
import type { TableName, Tables } from "../store/tables.js";
import type { Sandboxed } from "./control-deps.js";

/** Rows are sent in pieces of about this size. */
const PIECE_LENGTH = 64 * 1024;

/** Everything that the sandbox knows, in an order from which its lists come back; switches and faults are the run's. */
export function saveState({ engine }: Sandboxed): StreamedResponse {
  const { tables, idsDrawn } = engine.state;
  const start = `{"account_id":${JSON.stringify(engine.mainAccount)},"ids":${idsDrawn},"rows":[`;
  return {
    status: 200,
    headers: { "content-type": "application/json" },
    pieces: piecesOf(start, rowsOf(tables)),
  };
}

/** Gathered at once, so that all rows are of one moment: what is committed later makes new rows. */
function rowsOf(tables: Tables): readonly (readonly [string, unknown])[] {
  return (Object.keys(tables) as TableName[]).flatMap((name) =>
    [...tables[name].inOrder()].map((row) => [name, row] as const),
  );
}

function* piecesOf(start: string, rows: readonly (readonly [string, unknown])[]): Generator<string> {
  let piece = start;
  let separator = "\n";
  for (const row of rows) {
    piece += `${separator}${JSON.stringify(row)}`;
    separator = ",\n";
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = "";
  }
  yield `${piece}\n]}\n`;
}
