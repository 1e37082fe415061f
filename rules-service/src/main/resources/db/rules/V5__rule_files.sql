-- The file that a rule is kept in, by its path within the folder of rules. Null: made through the API, and no file may touch it.
ALTER TABLE rules.rules ADD COLUMN from_file text;
