-- What was known of accounts and campaigns when the statistics were made says nothing of those that came since: the planner would take a new
-- one for empty, any index that begins with the account for as good as the key, and then read every contact to find each one. Without
-- statistics of these columns each is taken for one of some size, so that rows are found by their key and pages are read in its order.
ALTER TABLE contact ALTER COLUMN account_id SET STATISTICS 0;
ALTER TABLE membership ALTER COLUMN account_id SET STATISTICS 0, ALTER COLUMN list_id SET STATISTICS 0;
ALTER TABLE contact_word ALTER COLUMN account_id SET STATISTICS 0;

-- The ledger has one index that begins with account and campaign, its key: rows by their numbers are found through it, whatever the planner thinks
-- that a campaign holds. The other one begins with the contact, whose id is unique as it is.
DROP INDEX "delivery_account_id_contact_id_campaign_id_key";
CREATE UNIQUE INDEX "delivery_contact_id_campaign_id_account_id_key" ON "delivery"("contact_id", "campaign_id", "account_id");
ALTER TABLE delivery ALTER COLUMN account_id SET STATISTICS 0, ALTER COLUMN campaign_id SET STATISTICS 0;

CREATE OR REPLACE FUNCTION close_partition(child regclass, parent text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', child);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', child);
  IF parent <> 'delivery' THEN RETURN; END IF;
  -- Room on each page for the next version of a row, so that claiming and settling it touch no other page.
  EXECUTE format('ALTER TABLE %s SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05)', child);
  EXECUTE format('ALTER TABLE %s ALTER COLUMN account_id SET STATISTICS 0, ALTER COLUMN campaign_id SET STATISTICS 0', child);
END $$;
