-- A 岗 or B 岗 of a clerk; "" for nobody's.
ALTER TABLE person ADD COLUMN duty TEXT NOT NULL DEFAULT '';
