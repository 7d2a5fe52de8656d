"""What is read from files: the terminal's settings, words, the shipped rules and year calendars."""
