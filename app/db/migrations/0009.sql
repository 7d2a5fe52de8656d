-- Papers: a copy names the first paper of which it is one, so that two papers of one kind (a slip
-- for each unit) are two first papers. `ticket` is the stream whose entries tell of the paper: a
-- ticket, or the day of the desk for a paper of none. `wanted_on` is the day on which it may be
-- printed by itself, '' while a person has to say so first; `why` is a person's reason.
CREATE TABLE print_job_9 (
    id INTEGER PRIMARY KEY,
    ticket TEXT NOT NULL,
    doc TEXT NOT NULL,
    original INTEGER NOT NULL,
    copy_no INTEGER NOT NULL,
    snapshot BLOB NOT NULL,
    state TEXT NOT NULL,
    payload BLOB,
    sha256 TEXT NOT NULL DEFAULT '',
    sent INTEGER NOT NULL DEFAULT 0,
    evidence TEXT NOT NULL DEFAULT '',
    fault TEXT NOT NULL DEFAULT '',
    why TEXT NOT NULL DEFAULT '',
    clerk TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL DEFAULT 0,
    made_on TEXT NOT NULL,
    wanted_on TEXT NOT NULL DEFAULT '',
    UNIQUE (original, copy_no)
) STRICT;
INSERT INTO print_job_9 (id, ticket, doc, original, copy_no, snapshot, state, payload, sha256, sent,
        evidence, fault, clerk, created_at, ended_at, made_on, wanted_on)
    SELECT id, ticket, doc, first_value(id) OVER same, copy_no, snapshot, state, payload, sha256,
        sent, evidence, fault, clerk, created_at, ended_at,
        date(created_at, 'unixepoch', '+8 hours'), date(created_at, 'unixepoch', '+8 hours')
    FROM print_job WINDOW same AS (PARTITION BY ticket, doc, snapshot ORDER BY id);
DROP TABLE print_job;
ALTER TABLE print_job_9 RENAME TO print_job;
CREATE INDEX print_job_state ON print_job (state, id);
CREATE INDEX print_job_ticket ON print_job (ticket, id);
CREATE INDEX print_job_day ON print_job (made_on, id, state, copy_no);
