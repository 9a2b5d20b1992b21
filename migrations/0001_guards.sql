-- Leases and queues run in database time. A simulation sets tillgraph.now for its sessions and so owns it.
CREATE FUNCTION tillgraph_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT coalesce(nullif(current_setting('tillgraph.now', true), '')::timestamptz, clock_timestamp())
$$;
--> statement-breakpoint
-- The timeline is append-only: what happened stays as it was written down.
CREATE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the timeline is append-only' USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
CREATE TRIGGER timeline_is_append_only BEFORE UPDATE OR DELETE ON timeline
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history();
--> statement-breakpoint
CREATE TRIGGER timeline_is_never_emptied BEFORE TRUNCATE ON timeline
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history();
--> statement-breakpoint
-- One database belongs to one Stripe account in one mode.
CREATE UNIQUE INDEX accounts_only_one ON accounts ((true));
