-- Tokens of executions that have ended, until they would have run out.
CREATE TABLE action.ended_tokens (
    id text COLLATE "C" PRIMARY KEY,
    expiry timestamptz NOT NULL
);

CREATE INDEX ended_tokens_by_expiry ON action.ended_tokens (expiry);
