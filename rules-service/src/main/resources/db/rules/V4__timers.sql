-- The timers that run: one for each timer's trigger that an enabled rule is on.
CREATE TABLE rules.timers (
    trigger_ref text PRIMARY KEY REFERENCES rules.triggers (ref) ON DELETE CASCADE ON UPDATE CASCADE,
    since timestamptz NOT NULL,
    -- Null: it ticks no more.
    next_at timestamptz
);
CREATE INDEX timers_due ON rules.timers (next_at) WHERE next_at IS NOT NULL;
