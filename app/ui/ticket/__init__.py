"""工单: the whole truth of one matter."""
