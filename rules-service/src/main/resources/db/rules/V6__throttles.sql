ALTER TABLE rules.rules ADD COLUMN throttle json;

-- A row for each rule with a throttle and each key, until its window is over. The key is a hash.
CREATE TABLE rules.throttles (
    rule_id text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    ends timestamptz NOT NULL,
    matched bigint NOT NULL,
    PRIMARY KEY (rule_id, key)
);
CREATE INDEX throttles_by_end ON rules.throttles (ends);

-- The newest matches of windows whose last ones are enforced at their end. Later ones have a greater position.
CREATE TABLE rules.held_matches (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    rule_id text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    due timestamptz NOT NULL,
    enforcement_id text NOT NULL,
    occurrence_time timestamptz NOT NULL,
    execution_id text,
    failure_reason text,
    live_action json
);
CREATE INDEX held_matches_by_window ON rules.held_matches (rule_id, key, due, position);
CREATE INDEX held_matches_by_due ON rules.held_matches (due);
