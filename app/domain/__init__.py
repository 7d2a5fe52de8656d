"""The law and the log's facts; standard library and msgspec only."""
