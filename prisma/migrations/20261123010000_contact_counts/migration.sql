-- Addresses are compared byte by byte, so that the unique index also finds them by their beginning.
ALTER TABLE "contact" ALTER COLUMN "email_key" TYPE TEXT COLLATE "C";
ALTER TABLE "contact" ADD CONSTRAINT "contact_status_known" CHECK (status IN
  ('awaiting', 'under_review', 'unknown', 'valid', 'confirmed', 'soft_bounced', 'invalid', 'suppressed', 'unsubscribed'));

ALTER TABLE "membership" ADD COLUMN "standing" TEXT NOT NULL DEFAULT 'unknown';
CREATE INDEX "membership_account_id_list_id_standing_contact_id_idx" ON "membership"("account_id", "list_id", "standing", "contact_id");

ALTER TABLE "suppression" ADD COLUMN "note" TEXT NOT NULL DEFAULT '', ADD COLUMN "actor_name" TEXT NOT NULL DEFAULT '';
CREATE INDEX "suppression_account_id_created_at_idx" ON "suppression"("account_id", "created_at");

ALTER TABLE "contact_import" ADD COLUMN "reasons" JSONB NOT NULL DEFAULT '{}', ADD COLUMN "rows_undone" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "contact_word" (
    "account_id" UUID NOT NULL,
    "word" TEXT COLLATE "C" NOT NULL,
    "contact_id" UUID NOT NULL,

    CONSTRAINT "contact_word_pkey" PRIMARY KEY ("account_id","word","contact_id")
);
CREATE INDEX "contact_word_account_id_contact_id_idx" ON "contact_word"("account_id", "contact_id");

CREATE TABLE "contact_count" (
    "account_id" UUID NOT NULL,
    "list_id" UUID NOT NULL,
    "standing" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "n" BIGINT NOT NULL,

    CONSTRAINT "contact_count_pkey" PRIMARY KEY ("account_id","list_id","standing","id")
);

CREATE TABLE "import_refusal" (
    "account_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "same_as" INTEGER,
    "cells" TEXT[],

    CONSTRAINT "import_refusal_pkey" PRIMARY KEY ("account_id","import_id","no")
);

SELECT protect_table('contact_word'), protect_table('import_refusal');
-- Counters are added to and folded together, never set.
SELECT protect_table('contact_count', 'SELECT, INSERT, DELETE');

-- A membership stands as its contact does. The contact is locked for the moment, so that its status cannot change
-- unseen between here and the commit: who unsubscribes while an import adds them to a list is unsubscribed on that list.
CREATE FUNCTION stand_membership() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.left_at IS NOT NULL THEN
    NEW.standing := 'left';
  ELSE
    SELECT c.status INTO NEW.standing FROM contact c
      WHERE c.account_id = NEW.account_id AND c.id = NEW.contact_id FOR SHARE;
    NEW.standing := COALESCE(NEW.standing, 'unknown'); -- no such contact: the foreign key says so
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stand BEFORE INSERT OR UPDATE OF left_at ON membership FOR EACH ROW EXECUTE FUNCTION stand_membership();

CREATE FUNCTION count_new_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO contact_count (account_id, list_id, standing, id, n)
    SELECT account_id, '00000000-0000-0000-0000-000000000000', status, gen_random_uuid(), count(*)
    FROM new_rows GROUP BY account_id, status;
  RETURN NULL;
END $$;
CREATE TRIGGER count_new AFTER INSERT ON contact REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_new_contacts();

CREATE FUNCTION count_gone_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO contact_count (account_id, list_id, standing, id, n)
    SELECT account_id, '00000000-0000-0000-0000-000000000000', status, gen_random_uuid(), -count(*)
    FROM old_rows GROUP BY account_id, status;
  RETURN NULL;
END $$;
CREATE TRIGGER count_gone AFTER DELETE ON contact REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_gone_contacts();

CREATE FUNCTION count_moved_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO contact_count (account_id, list_id, standing, id, n)
    SELECT side.account_id, '00000000-0000-0000-0000-000000000000', side.status, gen_random_uuid(), sum(side.n)
    FROM new_rows n JOIN old_rows o ON o.account_id = n.account_id AND o.id = n.id AND o.status <> n.status,
      LATERAL (VALUES (n.account_id, o.status, -1), (n.account_id, n.status, 1)) AS side(account_id, status, n)
    GROUP BY side.account_id, side.status HAVING sum(side.n) <> 0;
  UPDATE membership m SET standing = n.status
    FROM new_rows n JOIN old_rows o ON o.account_id = n.account_id AND o.id = n.id AND o.status <> n.status
    WHERE m.account_id = n.account_id AND m.contact_id = n.id AND m.left_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER count_moved AFTER UPDATE ON contact REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_moved_contacts();

CREATE FUNCTION count_new_memberships() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO contact_count (account_id, list_id, standing, id, n)
    SELECT account_id, list_id, standing, gen_random_uuid(), count(*) FROM new_rows GROUP BY account_id, list_id, standing;
  RETURN NULL;
END $$;
CREATE TRIGGER count_new AFTER INSERT ON membership REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_new_memberships();

CREATE FUNCTION count_gone_memberships() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO contact_count (account_id, list_id, standing, id, n)
    SELECT account_id, list_id, standing, gen_random_uuid(), -count(*) FROM old_rows GROUP BY account_id, list_id, standing;
  RETURN NULL;
END $$;
CREATE TRIGGER count_gone AFTER DELETE ON membership REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_gone_memberships();

CREATE FUNCTION count_moved_memberships() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO contact_count (account_id, list_id, standing, id, n)
    SELECT side.account_id, side.list_id, side.standing, gen_random_uuid(), sum(side.n)
    FROM new_rows n JOIN old_rows o ON o.account_id = n.account_id AND o.list_id = n.list_id AND o.contact_id = n.contact_id
        AND o.standing <> n.standing,
      LATERAL (VALUES (n.account_id, n.list_id, o.standing, -1), (n.account_id, n.list_id, n.standing, 1)) AS side(account_id, list_id, standing, n)
    GROUP BY side.account_id, side.list_id, side.standing HAVING sum(side.n) <> 0;
  RETURN NULL;
END $$;
CREATE TRIGGER count_moved AFTER UPDATE ON membership REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_moved_memberships();

-- What is there already: the triggers count from here on. As mailee_system, since even an owner sees no rows of its own.
SELECT set_config('role', 'mailee_system', true);
UPDATE membership m SET standing = CASE WHEN m.left_at IS NULL THEN c.status ELSE 'left' END
  FROM contact c WHERE c.account_id = m.account_id AND c.id = m.contact_id;
DELETE FROM contact_count;
INSERT INTO contact_count (account_id, list_id, standing, id, n)
  SELECT account_id, '00000000-0000-0000-0000-000000000000', status, gen_random_uuid(), count(*) FROM contact GROUP BY account_id, status;
INSERT INTO contact_count (account_id, list_id, standing, id, n)
  SELECT account_id, list_id, standing, gen_random_uuid(), count(*) FROM membership GROUP BY account_id, list_id, standing;
SELECT set_config('role', 'none', true);
