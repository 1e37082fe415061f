-- What the filter menus offer: values that executions of the kept days have had.
CREATE TABLE action.seen_values (
    kind text NOT NULL,
    value text NOT NULL,
    last_seen date NOT NULL,
    PRIMARY KEY (kind, value)
);

INSERT INTO action.seen_values (kind, value, last_seen)
SELECT v.kind, v.value, max(v.day) FROM action.executions e
    CROSS JOIN LATERAL (VALUES
        ('action', e.action_ref, e.start_timestamp::date), ('runner', e.runner, e.start_timestamp::date),
        ('user', e.user_name, e.start_timestamp::date), ('rule', e.rule_name, e.start_timestamp::date),
        ('trigger', e.trigger_name, e.start_timestamp::date),
        ('trigger_type', e.trigger_type_name, e.start_timestamp::date)) AS v(kind, value, day)
WHERE v.value IS NOT NULL GROUP BY v.kind, v.value;

-- Most end well; what did not, or not yet, is what people look for.
CREATE INDEX executions_by_state ON action.executions (status, start_timestamp) WHERE status <> 'succeeded';
