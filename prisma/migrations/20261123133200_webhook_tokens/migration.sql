-- Which message a signed token came with: another one under it is forged.
CREATE TABLE "webhook_token" (
    "token" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_token_pkey" PRIMARY KEY ("token")
);
CREATE INDEX "webhook_token_seen_at_idx" ON "webhook_token"("seen_at");
ALTER TABLE webhook_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_token FORCE ROW LEVEL SECURITY;
CREATE POLICY house ON webhook_token TO mailee_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON webhook_token TO mailee_system;
