-- What senders sign with, one row for a hook; the secrets in the fact are sealed.
CREATE TABLE ingest.webhook_secrets (
    id text PRIMARY KEY,
    hook text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    fact json NOT NULL
);
