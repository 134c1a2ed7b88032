-- What one check saw missing and a second has not yet confirmed: a hiccup of DNS breaks no domain and alarms nobody.
ALTER TABLE sending_domain ADD COLUMN doubted text[] NOT NULL DEFAULT '{}', ADD COLUMN doubted_at timestamptz(3);
