-- Records of one transaction and topic are one row.
ALTER TABLE action.outbox ADD COLUMN keys text[], ADD COLUMN contents bytea[];
UPDATE action.outbox SET keys = ARRAY[key], contents = ARRAY[value];
ALTER TABLE action.outbox ALTER COLUMN keys SET NOT NULL, ALTER COLUMN contents SET NOT NULL, DROP COLUMN key, DROP COLUMN value;

-- What a worker is to end or pause: looked for often, seldom there, and apart from all that it has ever held.
CREATE INDEX executions_intervened ON action.executions (worker) WHERE status IN ('pausing', 'canceling');
