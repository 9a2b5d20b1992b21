-- Unlogged: taking a place in line flushes nothing to disk, and one from before a crash is worth nothing after it.
CREATE UNLOGGED TABLE "call_budgets" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"line_ends_at" timestamp with time zone NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "call_budgets_key" PRIMARY KEY("account_id","livemode")
);