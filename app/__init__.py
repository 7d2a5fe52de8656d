"""办得成: the counter of a government hall's “办不成事”反映窗口."""
