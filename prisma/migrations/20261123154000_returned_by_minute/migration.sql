-- How many mails of a minute came back in all, beside those that count against a campaign: what staff see of an account.
ALTER TABLE "bounce_minute" ADD COLUMN "returned" INTEGER NOT NULL DEFAULT 0;

-- What came back before this was counted by the minute in which it came.
INSERT INTO bounce_minute AS kept (account_id, campaign_id, minute, returned, changed_at)
SELECT account_id, campaign_id, date_trunc('minute', at), count(*), '-infinity' FROM bounce_event WHERE kind = 'bounce' GROUP BY 1, 2, 3
ON CONFLICT (account_id, campaign_id, minute) DO UPDATE SET returned = excluded.returned;
