-- What belongs together: an execution names its trace, and the trace is there from its first execution on.
ALTER TABLE action.executions ADD COLUMN trace text COLLATE "C";

CREATE INDEX executions_by_trace ON action.executions (trace) WHERE trace IS NOT NULL;

CREATE TABLE action.traces (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    trace_tag text NOT NULL,
    start_timestamp timestamptz NOT NULL
) PARTITION BY RANGE (id);

CREATE TABLE action.traces_default PARTITION OF action.traces DEFAULT;

CREATE INDEX traces_by_tag ON action.traces (trace_tag);
CREATE INDEX traces_by_start ON action.traces (start_timestamp);
