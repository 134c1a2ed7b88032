-- As before, but once for each doubling of a campaign and not for each five thousand rows: reading the partition again and again cost
-- as much as writing it.
CREATE OR REPLACE FUNCTION delivery_grew(campaign uuid, rows_now int) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
  child regclass;
BEGIN
  SELECT i.inhrelid::regclass INTO child FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'delivery'::regclass AND c.reltuples < rows_now / 2
      AND c.relname = COALESCE((SELECT k.relname FROM pg_class k JOIN pg_inherits j ON j.inhrelid = k.oid
        WHERE j.inhparent = 'delivery'::regclass AND k.relname = 'delivery_' || to_char(to_timestamp(
          ('x' || lpad(left(replace(campaign::text, '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0) AT TIME ZONE 'UTC', 'YYYYMM')), 'delivery_rest');
  IF child IS NULL THEN RETURN false; END IF;
  EXECUTE format('ANALYZE %s', child);
  RETURN true;
END $$;
