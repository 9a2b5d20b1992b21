ALTER TABLE "timeline" ADD COLUMN "feed_sequence" bigint;--> statement-breakpoint
CREATE UNIQUE INDEX "timeline_feed" ON "timeline" USING btree ("account_id","feed_sequence");