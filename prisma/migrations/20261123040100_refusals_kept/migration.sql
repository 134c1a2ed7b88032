ALTER TABLE "contact_import" ADD COLUMN "refusals_kept" BOOLEAN NOT NULL DEFAULT true;
