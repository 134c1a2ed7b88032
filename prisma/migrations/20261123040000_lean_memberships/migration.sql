-- Words are removed by what they are made of, the name and the address that the contact had.
DROP INDEX "contact_word_account_id_contact_id_idx";

-- New memberships are made to stand right once a statement, not once a row: a batch of an import is one lock and no writes.
DROP TRIGGER stand ON membership;
CREATE TRIGGER stand_again BEFORE UPDATE OF left_at ON membership FOR EACH ROW EXECUTE FUNCTION stand_membership();

-- The contacts are locked in the order of their ids and then read again: whoever unsubscribed meanwhile is seen.
CREATE FUNCTION stand_new_memberships() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM contact c JOIN new_rows n ON c.account_id = n.account_id AND c.id = n.contact_id
    ORDER BY c.id FOR SHARE OF c;
  UPDATE membership m SET standing = CASE WHEN n.left_at IS NULL THEN c.status ELSE 'left' END
    FROM new_rows n JOIN contact c ON c.account_id = n.account_id AND c.id = n.contact_id
    WHERE m.account_id = n.account_id AND m.list_id = n.list_id AND m.contact_id = n.contact_id
      AND m.standing <> CASE WHEN n.left_at IS NULL THEN c.status ELSE 'left' END;
  RETURN NULL;
END $$;
-- By its name it runs behind count_new, and what it corrects is counted as any change is.
CREATE TRIGGER stand_new AFTER INSERT ON membership REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION stand_new_memberships();
