-- The datastore. Addresses tell keys of the system and of users apart (common: KeyValuePair).
CREATE TABLE action.keys (
    id text COLLATE "C" PRIMARY KEY,
    address text COLLATE "C" NOT NULL UNIQUE,
    expire_at timestamptz,
    document json NOT NULL
);

CREATE INDEX keys_expiring ON action.keys (expire_at) WHERE expire_at IS NOT NULL;
