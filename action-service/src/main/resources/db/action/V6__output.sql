-- What runs print: pieces of whole lines of one output each, numbered by their first line, in the order of their coming.
CREATE TABLE action.execution_output (
    id text COLLATE "C" NOT NULL,
    attempt integer NOT NULL,
    line integer NOT NULL,
    output_type text NOT NULL,
    at timestamptz NOT NULL,
    data text NOT NULL,
    PRIMARY KEY (id, attempt, line)
) PARTITION BY RANGE (id);

CREATE TABLE action.execution_output_default PARTITION OF action.execution_output DEFAULT;

-- Requests that their senders named: each makes one execution, however often it comes. request: digest of what was asked for.
CREATE TABLE action.idempotency_keys (
    caller text NOT NULL,
    key text NOT NULL,
    request text NOT NULL,
    execution_id text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (caller, key)
);

CREATE INDEX idempotency_keys_by_age ON action.idempotency_keys (created_at);

-- Ends that somebody wants to be told of. secret: sealed; next_at: when to try (again), null when nothing is left to do.
CREATE TABLE action.callbacks (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    url text NOT NULL,
    secret text,
    status text NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    last_error text,
    ended_at timestamptz NOT NULL,
    next_at timestamptz
) PARTITION BY RANGE (id);

CREATE TABLE action.callbacks_default PARTITION OF action.callbacks DEFAULT;

CREATE INDEX callbacks_due ON action.callbacks (next_at) WHERE next_at IS NOT NULL;
