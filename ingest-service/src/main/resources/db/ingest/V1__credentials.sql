CREATE TABLE ingest.outbox (version bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, topic text NOT NULL, key text NOT NULL, value bytea);

-- Secrets are nowhere: a token or key is found by its hash.
CREATE TABLE ingest.tokens (
    id text PRIMARY KEY,
    username text NOT NULL,
    token_hash text NOT NULL UNIQUE,
    expiry timestamptz NOT NULL,
    metadata json NOT NULL
);

CREATE INDEX tokens_expiry ON ingest.tokens (expiry);

CREATE TABLE ingest.api_keys (
    id text PRIMARY KEY,
    username text NOT NULL,
    key_hash text NOT NULL UNIQUE,
    enabled boolean NOT NULL,
    created_at timestamptz NOT NULL,
    metadata json NOT NULL
);

CREATE INDEX api_keys_age ON ingest.api_keys (created_at, id);
