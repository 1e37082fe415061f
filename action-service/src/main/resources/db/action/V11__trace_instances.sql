-- What belongs to a trace though no execution tells it: events whose sender named the trace, and that started nothing.
CREATE TABLE action.trace_instances (
    trace text COLLATE "C" NOT NULL,
    trigger_instance text COLLATE "C" NOT NULL,
    trigger_ref text NOT NULL,
    occurrence_time timestamptz NOT NULL,
    rules jsonb NOT NULL,
    PRIMARY KEY (trace, trigger_instance)
) PARTITION BY RANGE (trace);

CREATE TABLE action.trace_instances_default PARTITION OF action.trace_instances DEFAULT;

CREATE INDEX trace_instances_by_instance ON action.trace_instances (trigger_instance);
CREATE INDEX trace_instances_by_rule ON action.trace_instances USING gin (rules jsonb_path_ops);
