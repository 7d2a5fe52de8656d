"""The rating pad on its serial port."""
