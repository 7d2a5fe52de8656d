-- The log: the only truth. Rows are added, never changed; only `personal` may be erased.
CREATE TABLE entry (
    origin TEXT NOT NULL,
    seq INTEGER NOT NULL,
    stream TEXT NOT NULL,
    n INTEGER NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    line BLOB NOT NULL,
    hash BLOB NOT NULL,
    personal BLOB,
    PRIMARY KEY (origin, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_stream ON entry (stream, n, at, origin, seq);

-- One signature over the head per commit.
CREATE TABLE seal (
    origin TEXT NOT NULL,
    seq INTEGER NOT NULL,
    suite TEXT NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (origin, seq)
) STRICT, WITHOUT ROWID;

-- Who may sign: this terminal (with its private key) and, later, others.
CREATE TABLE terminal (
    origin TEXT PRIMARY KEY,
    suite TEXT NOT NULL,
    public BLOB NOT NULL,
    private BLOB
) STRICT, WITHOUT ROWID;

-- Bytes that entries pin by digest: profiles and year calendars.
CREATE TABLE content (
    digest TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Projections: rewritten with each entry, dropped and rebuilt at will.
CREATE TABLE ticket (
    id INTEGER PRIMARY KEY,
    no TEXT NOT NULL UNIQUE,
    stem TEXT NOT NULL,
    state TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    registered_on TEXT NOT NULL,
    registered_at INTEGER NOT NULL,
    closed_on TEXT,
    phone TEXT NOT NULL,
    name TEXT NOT NULL,
    matter TEXT NOT NULL,
    department TEXT NOT NULL,
    waiting INTEGER NOT NULL,
    next_due INTEGER,
    next_stage TEXT NOT NULL,
    next_limit TEXT NOT NULL,
    resolve_due INTEGER,
    resolve_forecast INTEGER,
    resolve_act_by INTEGER,
    resolve_done INTEGER,
    late INTEGER NOT NULL,
    odd INTEGER NOT NULL,
    state_json BLOB NOT NULL
) STRICT;
CREATE INDEX ticket_stem ON ticket (stem);
CREATE INDEX ticket_day ON ticket (registered_on, id);
CREATE INDEX ticket_closed ON ticket (closed_on, id) WHERE closed_on IS NOT NULL;
CREATE INDEX ticket_phone ON ticket (phone, id) WHERE phone <> '';
CREATE INDEX ticket_board ON ticket (is_open, waiting, next_due, id);
CREATE VIRTUAL TABLE ticket_text USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TABLE asking (
    ref TEXT PRIMARY KEY,
    ticket TEXT NOT NULL,
    asked_on TEXT NOT NULL,
    clerk TEXT NOT NULL,
    ended TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX asking_day ON asking (asked_on, clerk);

CREATE TABLE slip (
    no INTEGER PRIMARY KEY,
    ticket TEXT NOT NULL
) STRICT;

CREATE TABLE desk_day (
    stream TEXT PRIMARY KEY,
    state_json BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE adoption (
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    start TEXT NOT NULL,
    digest TEXT NOT NULL,
    ref TEXT NOT NULL,
    PRIMARY KEY (kind, subject, start, ref)
) STRICT, WITHOUT ROWID;

-- Plain rows: no history is kept of these.
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    post TEXT NOT NULL,
    roles TEXT NOT NULL,
    secret TEXT NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER NOT NULL DEFAULT 0,
    active INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE department (
    name TEXT PRIMARY KEY,
    contact TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE matter (
    name TEXT PRIMARY KEY,
    code TEXT NOT NULL DEFAULT '',
    department TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    key TEXT PRIMARY KEY,
    saved_at INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE print_job (
    id INTEGER PRIMARY KEY,
    ticket TEXT NOT NULL,
    doc TEXT NOT NULL,
    copy_no INTEGER NOT NULL,
    snapshot BLOB NOT NULL,
    state TEXT NOT NULL,
    payload BLOB,
    sha256 TEXT NOT NULL DEFAULT '',
    sent INTEGER NOT NULL DEFAULT 0,
    evidence TEXT NOT NULL DEFAULT '',
    fault TEXT NOT NULL DEFAULT '',
    clerk TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL DEFAULT 0,
    UNIQUE (ticket, doc, copy_no)
) STRICT;
CREATE INDEX print_job_state ON print_job (state, id);

CREATE TABLE device_log (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    device TEXT NOT NULL,
    direction TEXT NOT NULL,
    frame TEXT NOT NULL
) STRICT;
