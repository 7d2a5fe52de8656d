"""The timetable: what happens by the clock, as messages."""
