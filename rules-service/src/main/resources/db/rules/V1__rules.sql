CREATE TABLE rules.outbox (version bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, topic text NOT NULL, key text NOT NULL, value bytea);

-- Free-form parts are json, not jsonb: the order of keys is what people wrote, and it counts in criteria.
CREATE TABLE rules.trigger_types (
    id text PRIMARY KEY,
    ref text NOT NULL UNIQUE,
    name text NOT NULL,
    pack text NOT NULL,
    description text,
    payload_schema json NOT NULL,
    parameters_schema json NOT NULL,
    tags json NOT NULL,
    metadata_file text
);

-- Two rules share a trigger if type and parameters are equal: parameters_key is the same then, and only then.
CREATE TABLE rules.triggers (
    id text PRIMARY KEY,
    ref text NOT NULL UNIQUE,
    uid text NOT NULL,
    name text NOT NULL,
    pack text NOT NULL,
    type text NOT NULL,
    parameters json NOT NULL,
    parameters_key text NOT NULL,
    description text,
    UNIQUE (type, parameters_key)
);

-- Taken under the lock of rule writes, so versions become visible in their order and a reader can ask for what is newer.
CREATE SEQUENCE rules.rule_version;

-- A deleted rule stays for some days as a tombstone, so that those who hold rules in memory learn of it.
CREATE TABLE rules.rules (
    id text PRIMARY KEY,
    version bigint NOT NULL UNIQUE,
    deleted_at timestamptz,
    name text NOT NULL,
    pack text NOT NULL,
    description text,
    enabled boolean NOT NULL,
    type json NOT NULL,
    trigger_ref text NOT NULL,
    criteria json NOT NULL,
    action_ref text NOT NULL,
    action json NOT NULL,
    context json NOT NULL,
    username text NOT NULL,
    tags json NOT NULL,
    metadata_file text NOT NULL
);
CREATE UNIQUE INDEX rules_by_name ON rules.rules (pack, name) WHERE deleted_at IS NULL;
CREATE INDEX rules_by_trigger ON rules.rules (trigger_ref) WHERE deleted_at IS NULL;
CREATE INDEX rules_deleted ON rules.rules (deleted_at) WHERE deleted_at IS NOT NULL;

-- The row is the mark that an instance has been judged. Lists read it without the payload, which stands apart.
CREATE TABLE rules.trigger_instances (
    id text NOT NULL,
    occurrence_time timestamptz NOT NULL,
    trigger_ref text NOT NULL,
    status text NOT NULL,
    PRIMARY KEY (id, occurrence_time)
) PARTITION BY RANGE (occurrence_time);
CREATE INDEX trigger_instances_by_time ON rules.trigger_instances (occurrence_time, id);
CREATE INDEX trigger_instances_by_trigger ON rules.trigger_instances (trigger_ref, occurrence_time);
CREATE TABLE rules.trigger_instances_default PARTITION OF rules.trigger_instances DEFAULT;

CREATE TABLE rules.trigger_instance_payloads (
    id text NOT NULL,
    occurrence_time timestamptz NOT NULL,
    trace_tag text NOT NULL,
    payload json NOT NULL,
    PRIMARY KEY (id, occurrence_time)
) PARTITION BY RANGE (occurrence_time);
CREATE TABLE rules.trigger_instance_payloads_default PARTITION OF rules.trigger_instance_payloads DEFAULT;

-- occurrence_time is the instance's: it is in the record that is judged, so a record judged twice meets its rows.
CREATE TABLE rules.rule_enforcements (
    id text NOT NULL,
    occurrence_time timestamptz NOT NULL,
    trigger_instance_id text NOT NULL,
    execution_id text,
    rule_id text NOT NULL,
    rule_ref text NOT NULL,
    rule_uid text NOT NULL,
    enforced_at timestamptz NOT NULL,
    status text NOT NULL,
    failure_reason text,
    PRIMARY KEY (id, occurrence_time)
) PARTITION BY RANGE (occurrence_time);
CREATE INDEX rule_enforcements_by_time ON rules.rule_enforcements (enforced_at, id);
CREATE INDEX rule_enforcements_by_rule ON rules.rule_enforcements (rule_ref, enforced_at);
CREATE INDEX rule_enforcements_by_rule_id ON rules.rule_enforcements (rule_id, enforced_at);
CREATE INDEX rule_enforcements_by_instance ON rules.rule_enforcements (trigger_instance_id);
CREATE INDEX rule_enforcements_by_execution ON rules.rule_enforcements (execution_id);
CREATE TABLE rules.rule_enforcements_default PARTITION OF rules.rule_enforcements DEFAULT;
