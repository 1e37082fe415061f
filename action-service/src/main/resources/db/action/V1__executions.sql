-- Facts and records that wait to be published (common: Database).
CREATE TABLE action.outbox (
    version bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic text NOT NULL,
    key text NOT NULL,
    value bytea
);

CREATE TABLE action.runner_types (
    id text COLLATE "C" PRIMARY KEY,
    name text NOT NULL UNIQUE,
    document json NOT NULL
);

CREATE TABLE action.actions (
    id text COLLATE "C" PRIMARY KEY,
    ref text NOT NULL UNIQUE,
    document json NOT NULL
);

-- What executions show as it was when they were asked for (action, runner type, rule, trigger, trigger type): once per version of it.
CREATE TABLE action.copies (
    digest text COLLATE "C" PRIMARY KEY,
    document json NOT NULL
);

-- Who runs executions. A worker that did not renew its lease in time is taken for dead, by the clock of the database.
CREATE TABLE action.workers (
    id text COLLATE "C" PRIMARY KEY,
    lease_until timestamptz NOT NULL
);

-- The order in which executions are taken.
CREATE SEQUENCE action.execution_order;

-- What lists and claims read; the rest of an execution stands in the two tables below.
CREATE TABLE action.executions (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    seq bigint NOT NULL DEFAULT nextval('action.execution_order'),
    liveaction_id text NOT NULL,
    status text NOT NULL,
    lane text NOT NULL,
    attempt integer NOT NULL DEFAULT 0,
    worker text COLLATE "C",
    due_at timestamptz,
    start_timestamp timestamptz NOT NULL,
    end_timestamp timestamptz,
    states text[] NOT NULL,
    state_times timestamptz[] NOT NULL,
    action_ref text NOT NULL,
    runner text NOT NULL,
    user_name text,
    parent text COLLATE "C",
    rule_name text,
    rule_ref text,
    trigger_name text,
    trigger_type_name text,
    trigger_instance text COLLATE "C",
    action_copy text NOT NULL,
    runner_copy text NOT NULL,
    hostname text,
    pid bigint,
    result_size integer NOT NULL DEFAULT 0
) PARTITION BY RANGE (id);

CREATE TABLE action.executions_default PARTITION OF action.executions DEFAULT;

-- The claim's: what waits, by lane, in the order of arrival; a claim reads its first entries, however many there are.
CREATE INDEX executions_waiting ON action.executions (lane, seq) WHERE status = 'requested' AND due_at IS NULL;
CREATE INDEX executions_delayed ON action.executions (due_at) WHERE due_at IS NOT NULL;
-- The sweeper's and the canceler's: what a worker holds.
CREATE INDEX executions_held ON action.executions (worker) WHERE status IN ('scheduled', 'running', 'canceling');
-- The lists'.
CREATE INDEX executions_by_start ON action.executions (start_timestamp);
CREATE INDEX executions_by_action ON action.executions (action_ref, start_timestamp);
CREATE INDEX executions_by_rule ON action.executions (rule_name, start_timestamp) WHERE rule_name IS NOT NULL;
CREATE INDEX executions_by_instance ON action.executions (trigger_instance) WHERE trigger_instance IS NOT NULL;
CREATE INDEX executions_by_parent ON action.executions (parent) WHERE parent IS NOT NULL;

-- What was asked for; written once, but for the name of who canceled it.
CREATE TABLE action.execution_requests (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    parameters json NOT NULL,
    context json NOT NULL,
    liveaction json NOT NULL,
    delay bigint,
    rule_copy text,
    trigger_copy text,
    trigger_type_copy text,
    trigger_instance json
) PARTITION BY RANGE (id);

CREATE TABLE action.execution_requests_default PARTITION OF action.execution_requests DEFAULT;

-- How it ended; written once.
CREATE TABLE action.execution_results (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    result json NOT NULL
) PARTITION BY RANGE (id);

CREATE TABLE action.execution_results_default PARTITION OF action.execution_results DEFAULT;
