-- The board, whole or of one department, and who may rate are found without reading every ticket:
-- these indexes hold all that is asked for and sorted by.
DROP INDEX ticket_board;
CREATE INDEX ticket_board ON ticket (
    is_open, waiting, coalesce(next_due, 4611686018427387904), id, next_due, department
);
CREATE INDEX ticket_to_rate ON ticket (id) WHERE state IN ('fed_back', 'called_back');
