-- A rule that no guard of the index finds is tried for every instance of its trigger: how many of them a trigger may have is limited.
-- Those stored before count when they are saved again.
ALTER TABLE rules.rules ADD COLUMN hidden boolean NOT NULL DEFAULT false;
CREATE INDEX rules_hidden ON rules.rules (trigger_ref) WHERE hidden AND enabled AND deleted_at IS NULL;
CREATE INDEX rules_enabled ON rules.rules (trigger_ref) WHERE enabled AND deleted_at IS NULL;
