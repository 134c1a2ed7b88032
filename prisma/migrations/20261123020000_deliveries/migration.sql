CREATE TYPE "delivery_state" AS ENUM ('queued', 'leased', 'deferred', 'accepted', 'failed', 'suppressed', 'expired', 'cancelled');

CREATE TABLE "delivery_run" (
    "account_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "list_id" UUID NOT NULL,
    "planned" INTEGER NOT NULL,
    "made_to" INTEGER NOT NULL DEFAULT 0,
    "claimed_to" INTEGER NOT NULL DEFAULT 0,
    "frozen_to" UUID,
    "frozen_at" TIMESTAMPTZ(3),
    "made_at" TIMESTAMPTZ(3),
    "is_open" BOOLEAN NOT NULL DEFAULT true,
    "launched_by" TEXT NOT NULL,
    "launched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paused_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "known_to" INTEGER NOT NULL DEFAULT 0,
    "refusals_left" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "delivery_run_pkey" PRIMARY KEY ("account_id","campaign_id"),
    CONSTRAINT "delivery_run_account_id_campaign_id_fkey" FOREIGN KEY ("account_id", "campaign_id") REFERENCES "campaign"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE
);
-- What the engine looks through, however many sendings there have been.
CREATE INDEX "delivery_run_open_idx" ON "delivery_run"("account_id", "campaign_id") WHERE is_open;

-- The narrow columns first, so that no space is lost between them. Which account and campaign a row belongs to is
-- guarded by delivery_run and row-level security; a foreign key of a million rows to one row would only cost.
CREATE TABLE "delivery" (
    "account_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'queued',
    "flags" SMALLINT NOT NULL DEFAULT 0,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "reply_code" SMALLINT,
    "settled_at" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3),
    "lease_token" UUID,
    "email" TEXT NOT NULL,
    "reply_enhanced" TEXT,
    "reply_text" TEXT,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("account_id","campaign_id","seq")
) PARTITION BY RANGE (campaign_id);
CREATE UNIQUE INDEX "delivery_account_id_contact_id_campaign_id_key" ON "delivery"("account_id", "contact_id", "campaign_id");
-- Only rows that wait for a time are in it: claiming and settling leave no index to mend, so those updates stay in place.
CREATE INDEX "delivery_waiting_idx" ON "delivery"("account_id", "campaign_id", "next_at") WHERE next_at IS NOT NULL;

CREATE TABLE "delivery_attempt" (
    "account_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "attempt" SMALLINT NOT NULL,
    "code" SMALLINT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "outcome" TEXT NOT NULL,
    "enhanced" TEXT,
    "text" TEXT,

    CONSTRAINT "delivery_attempt_pkey" PRIMARY KEY ("account_id","campaign_id","seq","attempt")
) PARTITION BY RANGE (campaign_id);

CREATE TABLE "delivery_lease" (
    "account_id" UUID NOT NULL,
    "token" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "owner" TEXT NOT NULL,
    "from_seq" INTEGER NOT NULL,
    "to_seq" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_lease_pkey" PRIMARY KEY ("account_id","token")
);

CREATE TABLE "delivery_count" (
    "account_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "state" "delivery_state" NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "delivery_count_pkey" PRIMARY KEY ("account_id","campaign_id","state"),
    CONSTRAINT "delivery_count_not_negative" CHECK (n >= 0)
) WITH (fillfactor = 50);

CREATE TABLE "delivery_exclusion" (
    "account_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "delivery_exclusion_pkey" PRIMARY KEY ("account_id","campaign_id","reason")
);

CREATE TABLE "delivery_minute" (
    "account_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "deferred" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "delivery_minute_pkey" PRIMARY KEY ("account_id","campaign_id","minute")
) WITH (fillfactor = 50);

CREATE TABLE "delivery_log" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL DEFAULT '',
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "delivery_log_pkey" PRIMARY KEY ("account_id","id")
);
CREATE INDEX "delivery_log_account_id_campaign_id_id_idx" ON "delivery_log"("account_id", "campaign_id", "id");

CREATE TABLE "event" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seq" INTEGER NOT NULL,
    "link" SMALLINT,
    "kind" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "evidence" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "event_pkey" PRIMARY KEY ("account_id","at","id")
) PARTITION BY RANGE (at);
CREATE INDEX "event_account_id_campaign_id_at_idx" ON "event"("account_id", "campaign_id", "at");
CREATE INDEX "event_account_id_contact_id_at_idx" ON "event"("account_id", "contact_id", "at");

CREATE TABLE "stat_campaign" (
    "account_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "hits" INTEGER NOT NULL DEFAULT 0,
    "people" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "stat_campaign_pkey" PRIMARY KEY ("account_id","campaign_id","kind","class")
) WITH (fillfactor = 50);

CREATE TABLE "stat_hour" (
    "account_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "hits" INTEGER NOT NULL DEFAULT 0,
    "people" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "stat_hour_pkey" PRIMARY KEY ("account_id","campaign_id","hour","kind","class")
) WITH (fillfactor = 50);

CREATE TABLE "stat_link" (
    "account_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "link" SMALLINT NOT NULL,
    "class" TEXT NOT NULL,
    "hits" INTEGER NOT NULL DEFAULT 0,
    "people" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "stat_link_pkey" PRIMARY KEY ("account_id","campaign_id","link","class")
) WITH (fillfactor = 50);

CREATE TABLE "link_click" (
    "account_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "link" SMALLINT NOT NULL,
    "class" TEXT NOT NULL,

    CONSTRAINT "link_click_pkey" PRIMARY KEY ("account_id","campaign_id","seq","link","class")
);

CREATE TABLE "departure" (
    "account_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "contact_id" UUID NOT NULL,
    "way" TEXT NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "departure_pkey" PRIMARY KEY ("account_id","campaign_id","seq")
);

SELECT protect_table('delivery_run'), protect_table('delivery_lease'), protect_table('delivery_count'), protect_table('delivery_exclusion'),
  protect_table('delivery_minute'), protect_table('stat_campaign'), protect_table('stat_hour'), protect_table('stat_link');

-- Nobody falls out of the ledger, and nobody forgets who left.
SELECT protect_table('delivery', 'SELECT, INSERT, UPDATE'), protect_table('departure', 'SELECT, INSERT, UPDATE');

-- Evidence is only ever added. A class is a judgement over it, which the service may make again.
SELECT protect_table('delivery_attempt', 'SELECT, INSERT'), protect_table('delivery_log', 'SELECT, INSERT'),
  protect_table('event', 'SELECT, INSERT'), protect_table('link_click', 'SELECT, INSERT');
GRANT UPDATE (class) ON event TO mailee_system;

-- The counts of a ledger follow every change of it, whoever makes it. Sorted, so that two changes never wait for each other in a ring.
CREATE FUNCTION count_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO delivery_count AS kept (account_id, campaign_id, state, n)
    SELECT account_id, campaign_id, state, count(*) FROM now_rows GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (account_id, campaign_id, state) DO UPDATE SET n = kept.n + excluded.n;
  ELSE
    -- Inserting a negative number would break the CHECK before the conflict is seen, so a state is made at zero first.
    INSERT INTO delivery_count (account_id, campaign_id, state, n)
    SELECT DISTINCT account_id, campaign_id, state, 0 FROM now_rows ORDER BY 1, 2, 3
    ON CONFLICT (account_id, campaign_id, state) DO NOTHING;
    UPDATE delivery_count kept SET n = kept.n + moved.by FROM (
      SELECT c.account_id, c.campaign_id, c.state, delta.by FROM delivery_count c JOIN (
        SELECT account_id, campaign_id, state, sum(by)::int AS by FROM (
          SELECT account_id, campaign_id, state, 1 AS by FROM now_rows
          UNION ALL SELECT account_id, campaign_id, state, -1 FROM was_rows) AS both_sides
        GROUP BY 1, 2, 3 HAVING sum(by) <> 0) AS delta USING (account_id, campaign_id, state)
      ORDER BY 1, 2, 3 FOR UPDATE OF c) AS moved
    WHERE kept.account_id = moved.account_id AND kept.campaign_id = moved.campaign_id AND kept.state = moved.state;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER count_inserted AFTER INSERT ON delivery REFERENCING NEW TABLE AS now_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_deliveries();
CREATE TRIGGER count_updated AFTER UPDATE ON delivery REFERENCING OLD TABLE AS was_rows NEW TABLE AS now_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_deliveries();

-- Partitions by month: of the campaign's id for the ledger (ids of version 7 begin with their time), of the time for events.
-- Old months are dropped whole. Ids that carry no time fall into the partition of the rest.
CREATE FUNCTION make_partition(parent text, month timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE child text := parent || '_' || to_char(month, 'YYYYMM');
BEGIN
  IF to_regclass('public.' || child) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE public.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)', child, parent,
    partition_bound(parent, month), partition_bound(parent, month + interval '1 month'));
  PERFORM close_partition(child::regclass, parent);
END $$;

CREATE FUNCTION partition_bound(parent text, month timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE parent WHEN 'event' THEN to_char(month AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS"Z"')
    ELSE (lpad(to_hex((extract(epoch FROM month) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid::text END
$$;

-- Rows are reached through the parent only: no grant, and the same wall in case one is ever given.
CREATE FUNCTION close_partition(child regclass, parent text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', child);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', child);
  -- Room on each page for the next version of a row, so that claiming and settling it touch no other page.
  IF parent = 'delivery' THEN EXECUTE format('ALTER TABLE %s SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05)', child); END IF;
END $$;

-- Called here and by a daily job: partitions for this month and the next ones.
CREATE FUNCTION make_partitions(months_ahead int) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog SET timezone = 'UTC' AS $$
DECLARE
  parent text;
  month timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('make_partitions', 0));
  FOREACH parent IN ARRAY ARRAY['delivery', 'delivery_attempt', 'event'] LOOP
    IF to_regclass('public.' || parent || '_rest') IS NULL THEN
      EXECUTE format('CREATE TABLE public.%I PARTITION OF public.%I DEFAULT', parent || '_rest', parent);
      PERFORM close_partition(to_regclass('public.' || parent || '_rest'), parent);
    END IF;
    FOR month IN SELECT generate_series(date_trunc('month', now()), date_trunc('month', now()) + make_interval(months => months_ahead), interval '1 month') LOOP
      BEGIN
        PERFORM make_partition(parent, month);
      EXCEPTION WHEN check_violation THEN
        RAISE WARNING 'the rest of % holds rows of %: that month stays there', parent, month;
      END;
    END LOOP;
  END LOOP;
END $$;
-- A partition that has just grown many times over is known to the planner only once autovacuum has been there, a minute later:
-- until then it reads whole campaigns to find eight rows. Called with the rows that a campaign has by now.
CREATE FUNCTION delivery_grew(campaign uuid, rows_now int) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
  child regclass;
BEGIN
  SELECT i.inhrelid::regclass INTO child FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'delivery'::regclass AND c.reltuples < rows_now * 2
      AND c.relname = COALESCE((SELECT k.relname FROM pg_class k JOIN pg_inherits j ON j.inhrelid = k.oid
        WHERE j.inhparent = 'delivery'::regclass AND k.relname = 'delivery_' || to_char(to_timestamp(
          ('x' || lpad(left(replace(campaign::text, '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0) AT TIME ZONE 'UTC', 'YYYYMM')), 'delivery_rest');
  IF child IS NULL THEN RETURN false; END IF;
  EXECUTE format('ANALYZE %s', child);
  RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION delivery_grew FROM PUBLIC;
GRANT EXECUTE ON FUNCTION delivery_grew TO mailee_app, mailee_system;

REVOKE EXECUTE ON FUNCTION make_partition, partition_bound, close_partition, make_partitions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_partitions TO mailee_system;
SELECT make_partitions(6);
