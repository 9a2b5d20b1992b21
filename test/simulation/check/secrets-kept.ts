import type { Row } from "../day-record.js";
import { whereTold } from "./answers.js";
import type { KnownDay } from "./known-day.js";
import type { Finding } from "./violation.js";

const SECRET = /_secret_[A-Za-z0-9]/;
/** The one field that reveals a client secret, to a till that confirms by itself. */
const REVEALS = "revealClientSecret";

/** No secret of Stripe's stands in a row or reached a till that did not ask for it. */
export function secretsKept(day: KnownDay): Finding[] {
  const { rows, told } = day.record;
  const inRows = Object.entries(rows as unknown as Record<string, readonly Row[]>).flatMap(([table, all]) =>
    all.flatMap((row) =>
      Object.entries(row)
        .filter(([, value]) => holdsSecret(value))
        .map(([column]) => ({ message: `${table}.${column} of ${String(row["id"])} holds a secret` })),
    ),
  );
  const inAnswers = told
    .filter(({ field, answer }) => field !== REVEALS && holdsSecret(answer))
    .map((each) => ({ message: `${whereTold(each)} was told a secret`, step: each.step }));
  return [...inRows, ...inAnswers];
}

function holdsSecret(value: unknown): boolean {
  return SECRET.test(typeof value === "string" ? value : JSON.stringify(value ?? null));
}
