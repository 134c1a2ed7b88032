-- How fast a sending goes to each receiving domain, as each worker last saw it: for people to look at, not to count with.
CREATE TABLE "delivery_pace" (
    "account_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "worker" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "per_second" REAL NOT NULL,
    "most_per_second" REAL,
    "rests_until" TIMESTAMPTZ(3),
    "reply" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_pace_pkey" PRIMARY KEY ("account_id","campaign_id","domain","worker")
) WITH (fillfactor = 50);
SELECT protect_table('delivery_pace');
