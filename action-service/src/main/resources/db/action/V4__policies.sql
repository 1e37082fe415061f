-- What holds back or repeats executions of one action.
CREATE TABLE action.policies (
    id text COLLATE "C" PRIMARY KEY,
    ref text NOT NULL UNIQUE,
    resource_ref text NOT NULL,
    policy_type text NOT NULL,
    enabled boolean NOT NULL,
    document json NOT NULL
);

CREATE INDEX policies_by_resource ON action.policies (resource_ref);

-- gate: null where no policy bounds the action; closed while the execution waits to be let in, open afterwards.
-- on_worker_lost: what the action says; losses: how often a worker was lost with it.
ALTER TABLE action.executions
    ADD COLUMN gate text,
    ADD COLUMN on_worker_lost text,
    ADD COLUMN losses integer NOT NULL DEFAULT 0;

DROP INDEX action.executions_waiting;
CREATE INDEX executions_waiting ON action.executions (lane, seq)
    WHERE status = 'requested' AND due_at IS NULL AND gate IS DISTINCT FROM 'closed';
-- What counts and what waits at the gate of an action.
CREATE INDEX executions_at_gate ON action.executions (action_ref, gate, seq)
    WHERE gate IS NOT NULL AND status IN ('requested', 'delayed', 'scheduled', 'running');
