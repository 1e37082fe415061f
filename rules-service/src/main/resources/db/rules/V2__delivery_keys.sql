-- One row for each delivery that its sender named. The instance's id is a hash of trigger and delivery key, so it stands for both, and being
-- unique over all days it lets one event come of a delivery, whenever and wherever it is sent again. Not partitioned: a unique key would have to
-- contain the day.
CREATE TABLE rules.delivery_keys (
    instance_id text COLLATE "C" PRIMARY KEY,
    occurrence_time timestamptz NOT NULL
);
CREATE INDEX delivery_keys_by_time ON rules.delivery_keys (occurrence_time);

-- Counts on when an instance is sent round again.
ALTER TABLE rules.trigger_instance_payloads ADD COLUMN depth integer NOT NULL DEFAULT 0;
