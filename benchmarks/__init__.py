"""Figures of the program against raw baselines of the same run: `make bench`."""
