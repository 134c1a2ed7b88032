-- What the health of an installation is told by, without opening the tables themselves.
CREATE FUNCTION applied_migrations() RETURNS TABLE (name text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$ SELECT migration_name::text FROM public._prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL $$;
CREATE FUNCTION queue_figures() RETURNS TABLE (waiting bigint, running bigint, failing bigint, oldest_s float8) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  SELECT count(*) FILTER (WHERE locked_at IS NULL AND run_at <= now() AND attempts < max_attempts),
    count(*) FILTER (WHERE locked_at IS NOT NULL),
    count(*) FILTER (WHERE attempts > 0 AND last_error IS NOT NULL),
    coalesce(max(extract(epoch FROM now() - run_at)) FILTER (WHERE locked_at IS NULL AND run_at <= now() AND attempts < max_attempts), 0)::float8
  FROM graphile_worker._private_jobs
$$;
REVOKE EXECUTE ON FUNCTION applied_migrations, queue_figures FROM PUBLIC;
GRANT EXECUTE ON FUNCTION applied_migrations, queue_figures TO mailee_system;
