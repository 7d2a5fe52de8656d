"""当日台账: the leader reads the day."""
