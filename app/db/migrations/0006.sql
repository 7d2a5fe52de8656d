-- What somebody has to be reminded of on a ticket (提醒), from the instant each begins to stand.
CREATE TABLE alert (
    ticket TEXT NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    since INTEGER NOT NULL,
    due INTEGER NOT NULL,
    PRIMARY KEY (kind, what, due, since, ticket)
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_ticket ON alert (ticket);
CREATE INDEX record_day ON record (on_day);
INSERT OR REPLACE INTO meta (key, value) VALUES ('rebuild', '1');
