-- Made by a client and not for a rule: it stays until it is deleted.
ALTER TABLE rules.triggers ADD COLUMN kept boolean NOT NULL DEFAULT false;
