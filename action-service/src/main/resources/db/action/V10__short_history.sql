-- How far the days have been gone through for succeeded executions that are kept less long: the last id looked at; null: the whole day.
CREATE TABLE action.thinned_days (
    day date PRIMARY KEY,
    up_to text COLLATE "C"
);
