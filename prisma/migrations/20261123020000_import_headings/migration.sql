ALTER TABLE "contact_import" ADD COLUMN "headings" TEXT[];
ALTER TABLE "contact_import" ADD CONSTRAINT "contact_import_status_known" CHECK (status IN
  ('uploaded', 'queued', 'running', 'done', 'cancelled', 'failed', 'undoing', 'undone'));
-- The service sweeps files and rows that have had their time, across accounts.
CREATE INDEX "contact_import_status_finished_at_idx" ON "contact_import"("status", "finished_at");
