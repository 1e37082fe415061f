-- Records of one transaction and topic are one row.
ALTER TABLE rules.outbox ADD COLUMN keys text[], ADD COLUMN contents bytea[];
UPDATE rules.outbox SET keys = ARRAY[key], contents = ARRAY[value];
ALTER TABLE rules.outbox ALTER COLUMN keys SET NOT NULL, ALTER COLUMN contents SET NOT NULL, DROP COLUMN key, DROP COLUMN value;
