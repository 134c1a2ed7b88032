-- Of somebody who was erased the ledger keeps no address, only a keyed hash of it: the proof of a campaign stays what it was.
ALTER TABLE "delivery" ADD COLUMN "email_mark" BYTEA;

-- What a server said may name them, and so may a line of the log. Nothing else of either ever changes.
GRANT UPDATE (text) ON delivery_attempt TO mailee_app, mailee_system;
GRANT UPDATE (detail) ON delivery_log TO mailee_app, mailee_system;
