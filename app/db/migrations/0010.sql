-- Which labels there are is read from the tickets that bear any, not from all of them.
CREATE INDEX ticket_labels ON ticket (labels) WHERE labels <> '';
