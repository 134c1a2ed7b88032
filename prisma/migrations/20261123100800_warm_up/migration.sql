-- Since when a new domain's mail grows day by day; null when it may send whatever there is.
ALTER TABLE "sending_domain" ADD COLUMN "warm_up_since" TIMESTAMPTZ(3);
