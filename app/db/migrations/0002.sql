-- Full text also holds pinyin initials: every projection is folded anew at the next opening.
INSERT OR REPLACE INTO meta (key, value) VALUES ('rebuild', '1');
