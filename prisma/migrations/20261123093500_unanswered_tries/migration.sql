-- Who may have got a mail twice is asked by every page of a sending; there are few of them among many tries.
CREATE INDEX "delivery_attempt_unanswered_idx" ON "delivery_attempt"("account_id", "campaign_id", "seq") WHERE outcome = 'ambiguous';
