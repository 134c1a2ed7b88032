-- Up to when the waves of a sending by the clock of each reader were seen to. One that came due later and was missed for long asks first.
-- Null, of what was begun before this: the first look sets it.
ALTER TABLE "delivery_run" ADD COLUMN "waves_seen_to" TIMESTAMPTZ(3);

-- Within a wave everyone has the same time: the order in which they were written down holds then.
DROP INDEX "delivery_waiting_idx";
CREATE INDEX "delivery_waiting_idx" ON "delivery"("account_id", "campaign_id", "next_at", "seq") WHERE next_at IS NOT NULL;
