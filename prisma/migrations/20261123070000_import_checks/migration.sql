-- An import can be rehearsed: `plan` is what was told of it, until it is begun in earnest.
ALTER TABLE "contact_import" ADD COLUMN "plan" JSONB;
ALTER TABLE "contact_import" DROP CONSTRAINT "contact_import_status_known";
ALTER TABLE "contact_import" ADD CONSTRAINT "contact_import_status_known" CHECK (status IN
  ('uploaded', 'checking', 'checked', 'queued', 'running', 'done', 'cancelled', 'failed', 'undoing', 'undone'));
