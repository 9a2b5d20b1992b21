ALTER TABLE "reader_actions" ADD COLUMN "unanswered" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "reader_actions" ADD COLUMN "end_again_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "reader_actions" ADD COLUMN "alert" text;--> statement-breakpoint
ALTER TABLE "reader_actions" ADD CONSTRAINT "reader_actions_alert" CHECK ("alert" in ('CHECK_CONNECTION', 'CALL_FOR_HELP'));