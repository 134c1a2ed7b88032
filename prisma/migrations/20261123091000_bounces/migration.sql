CREATE TABLE "bounce_event" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seq" INTEGER NOT NULL,
    "hard" BOOLEAN NOT NULL,
    "kind" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT '',
    "diagnostic" TEXT NOT NULL DEFAULT '',
    "raw" TEXT,
    "fingerprint" TEXT NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "bounce_event_pkey" PRIMARY KEY ("account_id","id")
);
CREATE UNIQUE INDEX "bounce_event_account_id_fingerprint_key" ON "bounce_event"("account_id", "fingerprint");
CREATE INDEX "bounce_event_account_id_class_id_idx" ON "bounce_event"("account_id", "class", "id");
CREATE INDEX "bounce_event_account_id_contact_id_id_idx" ON "bounce_event"("account_id", "contact_id", "id");
CREATE INDEX "bounce_event_account_id_campaign_id_id_idx" ON "bounce_event"("account_id", "campaign_id", "id");

CREATE TABLE "bounce_count" (
    "account_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "bounce_count_pkey" PRIMARY KEY ("account_id","campaign_id","kind","class")
) WITH (fillfactor = 50);

CREATE TABLE "bounce_minute" (
    "account_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "hard" INTEGER NOT NULL DEFAULT 0,
    "complaints" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bounce_minute_pkey" PRIMARY KEY ("account_id","campaign_id","minute")
) WITH (fillfactor = 50);
CREATE INDEX "bounce_minute_changed_at_idx" ON "bounce_minute"("changed_at");

CREATE TABLE "sending_alarm" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "measure" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "sent" INTEGER NOT NULL,
    "counted" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "sending_alarm_pkey" PRIMARY KEY ("account_id","id")
);
CREATE INDEX "sending_alarm_account_id_campaign_id_measure_idx" ON "sending_alarm"("account_id", "campaign_id", "measure");
-- One open alarm of a kind: two that watch side by side pause once and write once.
CREATE UNIQUE INDEX "sending_alarm_open_idx" ON "sending_alarm"("account_id", "campaign_id", "measure", "level") WHERE resolved_at IS NULL;

-- What came back is kept; only that it was undone is added to it, and whom it was about is taken from it.
SELECT protect_table('bounce_event', 'SELECT, INSERT'), protect_table('bounce_count'), protect_table('bounce_minute'), protect_table('sending_alarm');
GRANT UPDATE (undone_at, undone_by, email, diagnostic, raw) ON bounce_event TO mailee_app, mailee_system;

-- Whoever is deleted leaves no address behind in what came back; the counts stay.
CREATE FUNCTION forget_bounces() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE bounce_event e SET email = '', diagnostic = '', raw = NULL FROM old_rows o
    WHERE e.account_id = o.account_id AND e.contact_id = o.id;
  RETURN NULL;
END $$;
CREATE TRIGGER contact_forget_bounces AFTER DELETE ON contact REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION forget_bounces();

-- A return path names a campaign and not its account; and what an account sent lately is summed over all its campaigns.
CREATE UNIQUE INDEX "campaign_id_key" ON "campaign"("id");
CREATE INDEX "delivery_minute_account_id_minute_idx" ON "delivery_minute"("account_id", "minute");

-- Where an answer to a mail of the house goes.
ALTER TABLE "outbox_mail" ADD COLUMN "reply_to" TEXT NOT NULL DEFAULT '';
