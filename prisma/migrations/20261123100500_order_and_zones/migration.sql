-- The order in which an audience is written down: those who were engaged last come first when that is wished, and then everyone else by id.
-- `engaged_to` is how far that has come; together with `frozen_to` it is the place in the index below.
ALTER TABLE "delivery_run" ADD COLUMN "engaged_first" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "engaged_done" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "engaged_to" TIMESTAMPTZ(3),
  -- At this time of the day where each reader is: the field that holds their zone, and the time as it stands on their clock.
  ADD COLUMN "zone_field" TEXT,
  ADD COLUMN "wall_time" TIMESTAMP(0);
CREATE INDEX "contact_engaged_idx" ON "contact"("account_id", "last_engaged_at", "id") WHERE last_engaged_at IS NOT NULL;

-- How many people of a sending are in which zone, and when their time comes.
CREATE TABLE "delivery_wave" (
    "account_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "zone" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "delivery_wave_pkey" PRIMARY KEY ("account_id","campaign_id","zone")
);
SELECT protect_table('delivery_wave');
