CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"livemode" boolean NOT NULL,
	"country" text,
	"default_currency" text,
	"twint_enabled" boolean DEFAULT false NOT NULL,
	"key_fingerprint" text NOT NULL,
	"feed_sequence" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"label" text NOT NULL,
	"role" text NOT NULL,
	"hash" text NOT NULL,
	"location_ids" text[],
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_role" CHECK ("role" in ('TILL', 'BACK_OFFICE', 'OPERATOR', 'TEST'))
);
--> statement-breakpoint
CREATE TABLE "client_keys" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"mutation" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"entity_id" text NOT NULL,
	"operation_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "client_keys_key" PRIMARY KEY("account_id","mutation","key")
);
--> statement-breakpoint
CREATE TABLE "locations" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"stripe_location_id" text NOT NULL,
	"display_name" text NOT NULL,
	"address" jsonb NOT NULL,
	"time_zone" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "operations" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"location_id" text,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"order_id" text,
	"payment_id" text,
	"action_id" text,
	"reader_id" text,
	"request" jsonb NOT NULL,
	"draft" jsonb,
	"actor" text NOT NULL,
	"attempts" integer NOT NULL,
	"first_sent_at" timestamp (3) with time zone,
	"refusal" jsonb,
	"lease_holder" text,
	"lease_until" timestamp (3) with time zone NOT NULL,
	"next_attempt_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "operations_kind" CHECK ("kind" in ('CREATE_PAYMENT_INTENT', 'UPDATE_PAYMENT_INTENT', 'CANCEL_PAYMENT_INTENT', 'CAPTURE_PAYMENT_INTENT', 'CONFIRM_TWINT', 'PROCESS_PAYMENT_INTENT', 'CANCEL_READER_ACTION', 'CREATE_LOCATION', 'REGISTER_READER')),
	CONSTRAINT "operations_state" CHECK ("state" in ('PENDING', 'ANSWERED', 'REFUSED', 'LOOKED_UP')),
	CONSTRAINT "operations_closed" CHECK (("operations"."closed_at" is null) = ("operations"."state" = 'PENDING'))
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"location_id" text NOT NULL,
	"order_id" text NOT NULL,
	"position" integer NOT NULL,
	"description" text NOT NULL,
	"quantity" integer NOT NULL,
	"unit_amount_minor" bigint NOT NULL,
	"amount_minor" bigint NOT NULL,
	"tax_minor" bigint,
	CONSTRAINT "order_lines_key" PRIMARY KEY("order_id","position")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"location_id" text NOT NULL,
	"reference" text NOT NULL,
	"status" text NOT NULL,
	"till_id" text NOT NULL,
	"staff_ref" text,
	"currency" text NOT NULL,
	"total_minor" bigint NOT NULL,
	"payment_state" text NOT NULL,
	"authorized_minor" bigint NOT NULL,
	"paid_minor" bigint NOT NULL,
	"refunded_minor" bigint NOT NULL,
	"tip_minor" bigint NOT NULL,
	"reserved_minor" bigint NOT NULL,
	"hold_until" timestamp (3) with time zone,
	"sequence" integer NOT NULL,
	"stripe_account" text,
	"metadata" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"completed_at" timestamp (3) with time zone,
	CONSTRAINT "orders_status" CHECK ("status" in ('OPEN', 'COMPLETED', 'CANCELED')),
	CONSTRAINT "orders_payment_state" CHECK ("payment_state" in ('UNPAID', 'IN_PROGRESS', 'PARTIALLY_PAID', 'AUTHORIZED', 'PAID', 'OVERPAID', 'PARTIALLY_REFUNDED', 'REFUNDED')),
	CONSTRAINT "orders_total" CHECK ("orders"."total_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"location_id" text NOT NULL,
	"order_id" text,
	"order_open" boolean NOT NULL,
	"till_id" text,
	"origin" text NOT NULL,
	"tender" text NOT NULL,
	"status" text NOT NULL,
	"stripe_status" text,
	"handover" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"tip_minor" bigint NOT NULL,
	"capture_tip_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"amount_capturable_minor" bigint NOT NULL,
	"amount_received_minor" bigint NOT NULL,
	"amount_refunded_minor" bigint NOT NULL,
	"change_minor" bigint,
	"rounding_minor" bigint,
	"application_fee_minor" bigint,
	"capture_method" text,
	"capture_before" timestamp (3) with time zone,
	"capture_before_source" text,
	"stripe_payment_intent_id" text,
	"stripe_charge_id" text,
	"stripe_account" text,
	"card" jsonb,
	"last_error" jsonb,
	"handover_unsettled" boolean NOT NULL,
	"reads_started" integer NOT NULL,
	"last_read_recorded" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "payments_origin" CHECK ("origin" in ('API', 'ADOPTED')),
	CONSTRAINT "payments_tender" CHECK ("tender" in ('CARD_PRESENT', 'TWINT', 'CASH', 'OTHER')),
	CONSTRAINT "payments_status" CHECK ("status" in ('CREATING', 'CREATION_FAILED', 'REQUIRES_PAYMENT_METHOD', 'REQUIRES_CONFIRMATION', 'REQUIRES_ACTION', 'PROCESSING', 'REQUIRES_CAPTURE', 'CANCELED', 'SUCCEEDED', 'UNRECOGNIZED')),
	CONSTRAINT "payments_handover" CHECK ("handover" in ('SERVER', 'CLIENT')),
	CONSTRAINT "payments_capture_method" CHECK ("capture_method" in ('AUTOMATIC', 'MANUAL', 'MANUAL_PREFERRED')),
	CONSTRAINT "payments_capture_before_source" CHECK ("capture_before_source" in ('CHARGE', 'ASSUMED'))
);
--> statement-breakpoint
CREATE TABLE "reader_actions" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"location_id" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"payment_id" text NOT NULL,
	"reader_id" text,
	"attempt_key" text,
	"attempt_hash" text,
	"charge_id_before" text,
	"acknowledged" boolean NOT NULL,
	"reads_before_acknowledged" integer,
	"redirect_url" text,
	"return_url" text,
	"return_token" text,
	"failure" jsonb,
	"look_ups" integer NOT NULL,
	"unknown_since" timestamp (3) with time zone,
	"deadline_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"next_look_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reader_actions_kind" CHECK ("kind" in ('PROCESS', 'COLLECT', 'CONFIRM', 'REFUND', 'SETUP', 'INPUTS', 'DISPLAY', 'TWINT_REDIRECT')),
	CONSTRAINT "reader_actions_state" CHECK ("state" in ('DISPATCHING', 'IN_PROGRESS', 'CANCELING', 'SUCCEEDED', 'FAILED', 'CANCELED', 'NOT_DELIVERED', 'UNKNOWN')),
	CONSTRAINT "reader_actions_ended" CHECK (("reader_actions"."ended_at" is null) = ("state" in ('DISPATCHING', 'IN_PROGRESS', 'CANCELING', 'UNKNOWN')))
);
--> statement-breakpoint
CREATE TABLE "readers" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"location_id" text NOT NULL,
	"stripe_reader_id" text NOT NULL,
	"label" text NOT NULL,
	"device_type" text NOT NULL,
	"serial_number" text,
	"status" text NOT NULL,
	"last_seen_at" timestamp (3) with time zone,
	"metadata" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "readers_status" CHECK ("status" in ('ONLINE', 'OFFLINE', 'UNRECOGNIZED'))
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"location_id" text NOT NULL,
	"payment_id" text NOT NULL,
	"status" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"reason" text,
	"failure_reason" text,
	"stripe_refund_id" text,
	"origin" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "refunds_status" CHECK ("status" in ('DISPATCHING', 'UNKNOWN', 'PENDING', 'REQUIRES_ACTION', 'SUCCEEDED', 'FAILED', 'CANCELED')),
	CONSTRAINT "refunds_origin" CHECK ("origin" in ('API', 'ADOPTED'))
);
--> statement-breakpoint
CREATE TABLE "timeline" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "timeline_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"location_id" text NOT NULL,
	"order_id" text,
	"sequence" integer NOT NULL,
	"payment_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"type" text NOT NULL,
	"actor" text NOT NULL,
	"data" jsonb NOT NULL,
	"stripe_request_id" text,
	"stripe_event_id" text
);
--> statement-breakpoint
CREATE TABLE "webhook_inbox" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"stripe_event_id" text NOT NULL,
	"stripe_account" text,
	"type" text NOT NULL,
	"object_type" text NOT NULL,
	"object_id" text NOT NULL,
	"payment_intent_id" text,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"last_error" text,
	"event_created_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"next_attempt_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_inbox_state" CHECK ("state" in ('PENDING', 'DONE', 'DEAD'))
);
--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_payment" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_location" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_order" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_location" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reader_actions" ADD CONSTRAINT "reader_actions_payment" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reader_actions" ADD CONSTRAINT "reader_actions_reader" FOREIGN KEY ("reader_id") REFERENCES "public"."readers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "readers" ADD CONSTRAINT "readers_location" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_payment" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "locations_stripe_id" ON "locations" USING btree ("account_id","stripe_location_id");--> statement-breakpoint
CREATE INDEX "locations_by_age" ON "locations" USING btree ("account_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "operations_pending_on_payment" ON "operations" USING btree ("payment_id") WHERE "operations"."closed_at" is null and "operations"."kind" <> 'CANCEL_READER_ACTION';--> statement-breakpoint
CREATE UNIQUE INDEX "operations_pending_cancel_on_action" ON "operations" USING btree ("action_id") WHERE "operations"."closed_at" is null and "operations"."kind" = 'CANCEL_READER_ACTION';--> statement-breakpoint
CREATE INDEX "operations_due" ON "operations" USING btree ("next_attempt_at") WHERE "operations"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "operations_of_payment" ON "operations" USING btree ("payment_id","created_at");--> statement-breakpoint
CREATE INDEX "operations_pending_of_order" ON "operations" USING btree ("order_id") WHERE "operations"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "operations_pending_at_reader" ON "operations" USING btree ("reader_id") WHERE "operations"."closed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "orders_reference" ON "orders" USING btree ("account_id","location_id","reference");--> statement-breakpoint
CREATE INDEX "orders_by_age" ON "orders" USING btree ("account_id","created_at","id");--> statement-breakpoint
CREATE INDEX "orders_by_total" ON "orders" USING btree ("account_id","total_minor","id");--> statement-breakpoint
CREATE INDEX "orders_of_location" ON "orders" USING btree ("account_id","location_id","created_at","id");--> statement-breakpoint
CREATE INDEX "orders_by_payment_state" ON "orders" USING btree ("account_id","payment_state","created_at","id");--> statement-breakpoint
CREATE INDEX "orders_reference_prefix" ON "orders" USING btree ("account_id","reference" text_pattern_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "payments_stripe_id" ON "payments" USING btree ("account_id","stripe_payment_intent_id");--> statement-breakpoint
CREATE INDEX "payments_by_age" ON "payments" USING btree ("account_id","created_at","id");--> statement-breakpoint
CREATE INDEX "payments_by_amount" ON "payments" USING btree ("account_id","amount_minor","id");--> statement-breakpoint
CREATE INDEX "payments_of_order" ON "payments" USING btree ("order_id","created_at","id");--> statement-breakpoint
CREATE INDEX "payments_of_location" ON "payments" USING btree ("account_id","location_id","created_at","id");--> statement-breakpoint
CREATE INDEX "payments_by_status" ON "payments" USING btree ("account_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "payments_by_charge" ON "payments" USING btree ("account_id","stripe_charge_id");--> statement-breakpoint
CREATE INDEX "payments_by_capture_deadline" ON "payments" USING btree ("account_id","capture_before","id");--> statement-breakpoint
CREATE INDEX "payments_open_holds" ON "payments" USING btree ("account_id","capture_before","id") WHERE "payments"."status" = 'REQUIRES_CAPTURE' and "payments"."order_open";--> statement-breakpoint
CREATE UNIQUE INDEX "reader_actions_live_on_reader" ON "reader_actions" USING btree ("reader_id") WHERE "reader_actions"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "reader_actions_live_on_payment" ON "reader_actions" USING btree ("payment_id") WHERE "reader_actions"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "reader_actions_attempt" ON "reader_actions" USING btree ("payment_id","attempt_key");--> statement-breakpoint
CREATE UNIQUE INDEX "reader_actions_return_token" ON "reader_actions" USING btree ("return_token");--> statement-breakpoint
CREATE INDEX "reader_actions_of_payment" ON "reader_actions" USING btree ("payment_id","started_at","id");--> statement-breakpoint
CREATE INDEX "reader_actions_of_reader" ON "reader_actions" USING btree ("reader_id","started_at","id");--> statement-breakpoint
CREATE INDEX "reader_actions_to_look_at" ON "reader_actions" USING btree ("next_look_at") WHERE "reader_actions"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "readers_stripe_id" ON "readers" USING btree ("account_id","stripe_reader_id");--> statement-breakpoint
CREATE INDEX "readers_by_age" ON "readers" USING btree ("account_id","created_at","id");--> statement-breakpoint
CREATE INDEX "readers_of_location" ON "readers" USING btree ("location_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_stripe_id" ON "refunds" USING btree ("account_id","stripe_refund_id");--> statement-breakpoint
CREATE INDEX "refunds_of_payment" ON "refunds" USING btree ("payment_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "timeline_of_order" ON "timeline" USING btree ("order_id","sequence");--> statement-breakpoint
CREATE INDEX "timeline_of_payment" ON "timeline" USING btree ("payment_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_inbox_event" ON "webhook_inbox" USING btree ("account_id","stripe_event_id");--> statement-breakpoint
CREATE INDEX "webhook_inbox_due" ON "webhook_inbox" USING btree ("next_attempt_at") WHERE "webhook_inbox"."state" = 'PENDING';