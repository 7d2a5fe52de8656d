"""待办: what must be done now, and by when."""
