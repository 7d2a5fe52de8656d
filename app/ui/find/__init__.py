"""全部工单: every ticket of this counter, newest first, found by any of its words."""
