"""清单: what waits beside the board: to register, to tell the source, to archive, by label."""
