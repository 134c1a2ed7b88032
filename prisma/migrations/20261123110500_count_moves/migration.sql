-- What moved is the sum of what is there now less what was there: no row has to find its former self. As a join, the plan that was kept from a
-- statement of one row compared each row with each, and an update of forty thousand contacts took minutes.
CREATE OR REPLACE FUNCTION count_moved_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO contact_count (account_id, list_id, standing, id, n)
    SELECT account_id, '00000000-0000-0000-0000-000000000000', status, gen_random_uuid(), sum(by)
    FROM (SELECT account_id, status, 1 AS by FROM new_rows UNION ALL SELECT account_id, status, -1 FROM old_rows) AS side
    GROUP BY account_id, status HAVING sum(by) <> 0;
  UPDATE membership m SET standing = n.status FROM new_rows n
    WHERE m.account_id = n.account_id AND m.contact_id = n.id AND m.left_at IS NULL AND m.standing <> n.status;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_moved_memberships() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO contact_count (account_id, list_id, standing, id, n)
    SELECT account_id, list_id, standing, gen_random_uuid(), sum(by)
    FROM (SELECT account_id, list_id, standing, 1 AS by FROM new_rows
      UNION ALL SELECT account_id, list_id, standing, -1 FROM old_rows) AS side
    GROUP BY account_id, list_id, standing HAVING sum(by) <> 0;
  RETURN NULL;
END $$;
