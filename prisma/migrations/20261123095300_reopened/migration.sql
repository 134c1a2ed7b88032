-- Sending to those who did not get it: how many rows are still to be opened again, how far that has come, and since when.
ALTER TABLE "delivery_run" ADD COLUMN "reopening" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "reopened_to" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "reopened_at" TIMESTAMPTZ(3);
