-- The records of a domain that were well and are not any more: its administrators were told of these.
ALTER TABLE "sending_domain" ADD COLUMN "lost" TEXT[] NOT NULL DEFAULT '{}';

-- Members are written to in their own language.
GRANT SELECT (locale) ON app_user TO mailee_app;
