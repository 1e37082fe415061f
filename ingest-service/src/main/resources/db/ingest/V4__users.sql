CREATE TABLE ingest.users (name text PRIMARY KEY, created_at timestamptz NOT NULL DEFAULT now());

INSERT INTO ingest.users (name) SELECT username FROM ingest.tokens UNION SELECT username FROM ingest.api_keys;

-- Nobody acts as a user who is gone: a token or key holds its user's record, or goes with it.
ALTER TABLE ingest.tokens ADD FOREIGN KEY (username) REFERENCES ingest.users;
ALTER TABLE ingest.api_keys ADD FOREIGN KEY (username) REFERENCES ingest.users;

CREATE INDEX tokens_user ON ingest.tokens (username);
CREATE INDEX api_keys_user ON ingest.api_keys (username);

CREATE FUNCTION ingest.forget_credentials() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH tokens AS (DELETE FROM ingest.tokens WHERE username = OLD.name RETURNING id),
         keys AS (DELETE FROM ingest.api_keys WHERE username = OLD.name RETURNING id)
    INSERT INTO ingest.outbox (topic, key, value)
    SELECT 'hookline.credentials', id, NULL FROM (SELECT id FROM tokens UNION ALL SELECT id FROM keys) AS gone;
    RETURN OLD;
END $$;

CREATE TRIGGER users_forget_credentials BEFORE DELETE ON ingest.users FOR EACH ROW EXECUTE FUNCTION ingest.forget_credentials();

-- Names of the hooks that a key is limited to; NULL: it is good for everything.
ALTER TABLE ingest.api_keys ADD COLUMN hooks text[];
