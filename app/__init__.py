"""办得成: the counter of a government hall's “办不成事”反映窗口."""

__version__ = "0.1.0"
