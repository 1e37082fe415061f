-- What has been registered from packs on disk; their actions and policies have tables of their own.
CREATE TABLE action.packs (
    id text COLLATE "C" PRIMARY KEY,
    ref text NOT NULL UNIQUE,
    document json NOT NULL
);

-- Of these two ref is the pack.
CREATE TABLE action.config_schemas (
    id text COLLATE "C" PRIMARY KEY,
    ref text NOT NULL UNIQUE,
    document json NOT NULL
);

CREATE TABLE action.configs (
    id text COLLATE "C" PRIMARY KEY,
    ref text NOT NULL UNIQUE,
    document json NOT NULL
);

CREATE TABLE action.sensor_types (
    id text COLLATE "C" PRIMARY KEY,
    ref text NOT NULL UNIQUE,
    document json NOT NULL
);

CREATE TABLE action.action_aliases (
    id text COLLATE "C" PRIMARY KEY,
    ref text NOT NULL UNIQUE,
    document json NOT NULL
);
