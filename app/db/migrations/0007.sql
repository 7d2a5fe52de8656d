-- Where a ticket came from, whether that source waits for an answer, and its labels.
ALTER TABLE ticket ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN outer_no TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN source_owed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN labels TEXT NOT NULL DEFAULT '';
-- How it ended: the state, and of what is archived the one before it.
ALTER TABLE ticket ADD COLUMN ended_as TEXT NOT NULL DEFAULT '';
CREATE INDEX ticket_outer ON ticket (outer_no) WHERE outer_no <> '';
CREATE INDEX ticket_source_owed ON ticket (id) WHERE source_owed = 1;
CREATE INDEX ticket_to_archive ON ticket (id)
    WHERE state IN ('closed', 'closed_unsolved', 'declined');

-- The knowledge base, folded from acts of the desk.
CREATE TABLE guide (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    matter TEXT NOT NULL,
    until TEXT NOT NULL,
    state_json BLOB NOT NULL
) STRICT;
CREATE VIRTUAL TABLE guide_text USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);

-- Bytes of pictures and PDFs by their SHA-256, in pieces, so that no commit takes long.
CREATE TABLE attachment (
    sha256 TEXT NOT NULL,
    place INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (sha256, place)
) STRICT;

-- Demands from other systems that wait to be registered; plain rows.
CREATE TABLE inbox (
    source TEXT NOT NULL,
    outer_no TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (source, outer_no)
) STRICT, WITHOUT ROWID;
INSERT OR REPLACE INTO meta (key, value) VALUES ('rebuild', '1');
