CREATE TABLE "sending_domain" (
  "account_id" UUID NOT NULL REFERENCES "account" ("id") ON DELETE CASCADE,
  "id" UUID NOT NULL,
  "domain" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'waiting' CONSTRAINT "sending_domain_state_known" CHECK ("state" IN ('waiting', 'verified', 'broken')),
  "return_path_host" TEXT NOT NULL,
  "link_host" TEXT NOT NULL,
  "return_path_ok" BOOLEAN NOT NULL DEFAULT false,
  "link_ok" BOOLEAN NOT NULL DEFAULT false,
  "active_slot" SMALLINT NOT NULL DEFAULT 1 CHECK ("active_slot" IN (1, 2)),
  "next_slot" SMALLINT CHECK ("next_slot" IN (1, 2)),
  "report" JSONB,
  "check_asked_at" TIMESTAMPTZ(3),
  "checked_at" TIMESTAMPTZ(3),
  "verified_at" TIMESTAMPTZ(3),
  "drifted_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("account_id", "id"),
  UNIQUE ("account_id", "domain")
);
CREATE INDEX ON "sending_domain" ("link_host");
CREATE INDEX ON "sending_domain" ("checked_at");

CREATE TABLE "dkim_key" (
  "account_id" UUID NOT NULL,
  "domain_id" UUID NOT NULL,
  "slot" SMALLINT NOT NULL CHECK ("slot" IN (1, 2)),
  "selector" TEXT NOT NULL,
  "public_key" TEXT NOT NULL,
  "private_key" TEXT NOT NULL CONSTRAINT "dkim_key_is_sealed" CHECK ("private_key" LIKE 's1.%'),
  "is_in_dns" BOOLEAN NOT NULL DEFAULT false,
  "activated_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("account_id", "domain_id", "slot"),
  UNIQUE ("account_id", "domain_id", "selector"),
  FOREIGN KEY ("account_id", "domain_id") REFERENCES "sending_domain" ("account_id", "id") ON DELETE CASCADE
);

CREATE TABLE "sender" (
  "account_id" UUID NOT NULL REFERENCES "account" ("id") ON DELETE CASCADE,
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "address_key" TEXT NOT NULL,
  "reply_to" TEXT NOT NULL DEFAULT '',
  "token_hash" TEXT UNIQUE,
  "expires_at" TIMESTAMPTZ(3),
  "confirmed_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("account_id", "id"),
  UNIQUE ("account_id", "address_key")
);

CREATE TABLE "relay" (
  "account_id" UUID PRIMARY KEY REFERENCES "account" ("id") ON DELETE CASCADE,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('smtp', 'ses')),
  "host" TEXT NOT NULL DEFAULT '',
  "port" INTEGER NOT NULL DEFAULT 587,
  "tls" TEXT NOT NULL DEFAULT 'starttls' CHECK ("tls" IN ('tls', 'starttls', 'none')),
  "username" TEXT NOT NULL DEFAULT '',
  "region" TEXT NOT NULL DEFAULT '',
  "configuration_set" TEXT NOT NULL DEFAULT '',
  "secret" TEXT CONSTRAINT "relay_secret_is_sealed" CHECK ("secret" LIKE 's1.%'),
  "connections" INTEGER NOT NULL DEFAULT 4 CHECK ("connections" BETWEEN 1 AND 100),
  "per_connection" INTEGER NOT NULL DEFAULT 100 CHECK ("per_connection" BETWEEN 1 AND 100000),
  "per_second" INTEGER CHECK ("per_second" BETWEEN 1 AND 100000),
  "signs_dkim" BOOLEAN NOT NULL DEFAULT false,
  "test_asked_at" TIMESTAMPTZ(3),
  "tested_at" TIMESTAMPTZ(3),
  "test_reason" TEXT,
  "test_says" TEXT NOT NULL DEFAULT '',
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

SELECT protect_table('sending_domain'), protect_table('dkim_key'), protect_table('sender'), protect_table('relay');
