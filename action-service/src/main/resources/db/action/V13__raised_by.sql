-- The execution whose end a trigger instance tells, where no execution that followed tells it.
ALTER TABLE action.trace_instances ADD COLUMN raised_by text COLLATE "C";
