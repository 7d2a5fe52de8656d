-- Reminders summed by the day they begin and the day they fall due, so that looking at the clock
-- costs a few rows a day and kind and not one a reminder. Kept by the table itself.
CREATE TABLE alert_day (
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    day INTEGER NOT NULL,
    begun INTEGER NOT NULL DEFAULT 0,
    ended INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, what, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_since ON alert (since);
CREATE INDEX alert_due ON alert (due) WHERE due > 0;
CREATE TRIGGER alert_told AFTER INSERT ON alert BEGIN
    INSERT INTO alert_day (kind, what, day, begun)
        VALUES (new.kind, new.what, new.since / 86400, 1)
        ON CONFLICT DO UPDATE SET begun = begun + 1;
    INSERT INTO alert_day (kind, what, day, ended)
        SELECT new.kind, new.what, new.due / 86400, 1 WHERE new.due > 0
        ON CONFLICT DO UPDATE SET ended = ended + 1;
END;
CREATE TRIGGER alert_gone AFTER DELETE ON alert BEGIN
    UPDATE alert_day SET begun = begun - 1
        WHERE kind = old.kind AND what = old.what AND day = old.since / 86400;
    UPDATE alert_day SET ended = ended - 1
        WHERE kind = old.kind AND what = old.what AND day = old.due / 86400 AND old.due > 0;
    DELETE FROM alert_day WHERE kind = old.kind AND what = old.what AND begun = 0 AND ended = 0
        AND day IN (old.since / 86400, old.due / 86400);
END;

-- What a citizen said of a matter once it may be known, for the satisfaction with a department.
ALTER TABLE ticket ADD COLUMN level TEXT NOT NULL DEFAULT '';
CREATE INDEX ticket_taken_up ON ticket (
    registered_on, no, department, matter, registered_at, state, is_open, next_due, late, level
) WHERE department <> '';
-- The receipts of units, by which it is known that they looked (C-4-2c).
CREATE INDEX entry_taken ON entry (at, stream) WHERE kind = 'Taken';
INSERT OR REPLACE INTO meta (key, value) VALUES ('rebuild', '1');
