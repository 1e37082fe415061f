-- Records of one transaction and topic are one row.
ALTER TABLE ingest.outbox ADD COLUMN keys text[], ADD COLUMN contents bytea[];
UPDATE ingest.outbox SET keys = ARRAY[key], contents = ARRAY[value];
ALTER TABLE ingest.outbox ALTER COLUMN keys SET NOT NULL, ALTER COLUMN contents SET NOT NULL, DROP COLUMN key, DROP COLUMN value;

CREATE OR REPLACE FUNCTION ingest.forget_credentials() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH tokens AS (DELETE FROM ingest.tokens WHERE username = OLD.name RETURNING id),
         keys AS (DELETE FROM ingest.api_keys WHERE username = OLD.name RETURNING id),
         gone AS (SELECT id FROM tokens UNION ALL SELECT id FROM keys)
    INSERT INTO ingest.outbox (topic, keys, contents)
    SELECT 'hookline.credentials', array_agg(id), array_agg(NULL::bytea) FROM gone HAVING count(*) > 0;
    RETURN OLD;
END $$;
