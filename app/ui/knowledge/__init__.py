"""知识库: entries, their search, their approval."""
