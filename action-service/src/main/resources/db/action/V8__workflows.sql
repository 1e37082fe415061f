-- A workflow that goes on after a pause is taken as one that begins.
DROP INDEX action.executions_waiting;
CREATE INDEX executions_waiting ON action.executions (lane, seq)
    WHERE status IN ('requested', 'resuming') AND due_at IS NULL AND gate IS DISTINCT FROM 'closed';

DROP INDEX action.executions_held;
CREATE INDEX executions_held ON action.executions (worker) WHERE status IN ('scheduled', 'running', 'pausing', 'canceling');
