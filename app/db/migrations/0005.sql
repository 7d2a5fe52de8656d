-- Acts of the profiles' own (登记环节), of tickets and of the desk, as rows to list and count.
CREATE TABLE record (
    ref TEXT PRIMARY KEY,
    stream TEXT NOT NULL,
    act TEXT NOT NULL,
    at INTEGER NOT NULL,
    on_day TEXT NOT NULL,
    actor TEXT NOT NULL,
    number INTEGER NOT NULL,
    due TEXT NOT NULL,
    answered_at INTEGER NOT NULL,
    state_json BLOB NOT NULL
) STRICT;
CREATE INDEX record_stream ON record (stream);
CREATE INDEX record_act ON record (act, on_day);
ALTER TABLE ticket ADD COLUMN archive_no TEXT;
INSERT OR REPLACE INTO meta (key, value) VALUES ('rebuild', '1');
