-- CreateTable
CREATE TABLE "sign_in_network" (
    "user_id" UUID NOT NULL,
    "network" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_network_pkey" PRIMARY KEY ("user_id","network")
);

-- AddForeignKey
ALTER TABLE "sign_in_network" ADD CONSTRAINT "sign_in_network_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE sign_in_network ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_network FORCE ROW LEVEL SECURITY;
CREATE POLICY house ON sign_in_network TO mailee_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_network TO mailee_system;
