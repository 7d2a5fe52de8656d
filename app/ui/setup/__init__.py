"""First start: hall, rules, people, lists."""
