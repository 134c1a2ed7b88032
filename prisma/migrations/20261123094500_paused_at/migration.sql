-- When a campaign was paused stands with the campaign: whoever pauses or cancels must not wait for the row that freezing and claiming work on.
ALTER TABLE "campaign" ADD COLUMN "paused_at" TIMESTAMPTZ(3);
ALTER TABLE "campaign" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "delivery_run" NO FORCE ROW LEVEL SECURITY;
UPDATE "campaign" c SET paused_at = r.paused_at FROM "delivery_run" r
  WHERE r.account_id = c.account_id AND r.campaign_id = c.id AND r.paused_at IS NOT NULL AND c.status = 'paused';
ALTER TABLE "campaign" FORCE ROW LEVEL SECURITY;
ALTER TABLE "delivery_run" FORCE ROW LEVEL SECURITY;
ALTER TABLE "delivery_run" DROP COLUMN "paused_at";
