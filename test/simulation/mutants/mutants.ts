/** A safeguard that is taken away: a text in one file, which must be there exactly once, and what stands there instead. */
export interface Mutant {
  readonly name: string;
  readonly changes: readonly { readonly file: string; readonly find: string; readonly replace: string }[];
}

/** Each takes away one of the things that the invariants rest on; seeds have to find every one of them. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: "the lock of the order",
    changes: [{ file: "src/db/orders.ts", find: '.for("no key update")', replace: "" }],
  },
  {
    name: "the index of live actions on a reader",
    changes: [
      {
        file: "migrations/0000_foundation.sql",
        find: 'CREATE UNIQUE INDEX "reader_actions_live_on_reader"',
        replace: 'CREATE INDEX "reader_actions_live_on_reader"',
      },
    ],
  },
  {
    name: "the idempotency key of an operation",
    changes: [
      {
        file: "src/operations/send-operation.ts",
        find: "deps.gateway.send(operation.request, operation.id,",
        replace: "deps.gateway.send(operation.request, `${operation.id}-${operation.attempts}`,",
      },
    ],
  },
  {
    name: "the lease of an operation",
    changes: [
      {
        file: "src/db/operations.ts",
        find: "or(isNull(operations.leaseHolder), lte(operations.leaseUntil, databaseNow)),",
        replace: "or(isNull(operations.leaseHolder), lte(operations.createdAt, databaseNow)),",
      },
      {
        file: "src/db/operations.ts",
        find: "and(eq(operations.id, id), sql`${operations.leaseHolder} = ${leaseHolder}`, isNull(operations.closedAt));",
        replace: "and(eq(operations.id, id), sql`${leaseHolder}::text is not null`, isNull(operations.closedAt));",
      },
      {
        file: "src/operations/keep-lease.ts",
        find: "if (lengthenedMs === null) return false;",
        replace: "if (lengthenedMs !== null) return true;\n      if (lengthenedMs === null) return false;",
      },
    ],
  },
  {
    name: "the waking of all who listen after a lost connection",
    changes: [{ file: "src/db/notifications.ts", find: "    wakeAll,\n  );", replace: "    () => undefined,\n  );" }],
  },
  {
    name: "the round of recovery",
    changes: [{ file: "src/jobs/recover-operations.ts", find: "everyMs: 1_000,", replace: "everyMs: 30_000," }],
  },
  {
    name: "the look at readers every two seconds",
    changes: [{ file: "src/jobs/watch-actions.ts", find: "everyMs: LOOK_UP_EVERY_MS", replace: "everyMs: 12_000" }],
  },
  {
    name: "the cancel before cash",
    changes: [
      { file: "src/domain/reservations.ts", find: "payment.handoverUnsettled || ", replace: "" },
      {
        file: "src/domain/reservations.ts",
        find: 'REQUIRES_ACTION: "RESERVED"',
        replace: 'REQUIRES_ACTION: "NOTHING"',
      },
      {
        file: "src/domain/reservations.ts",
        find: "return activity.action !== null && isLive(activity.action.state);",
        replace:
          'return activity.action !== null && isLive(activity.action.state) && activity.action.kind !== "TWINT_REDIRECT";',
      },
    ],
  },
  {
    name: "the look at the reader before not paid is said",
    changes: [
      {
        file: "src/domain/conclude-action.ts",
        find: "if (look.reader === null) return null;",
        replace:
          'if (look.reader === null && look.intent.status === "requires_payment_method") return { state: "FAILED", endedDefinitely: true };\n  if (look.reader === null) return null;',
      },
    ],
  },
];
