"""改口令: a person gives himself a new password."""
